package robustnet.testkit.junit.sample;

/// An exercise that is not finished.
public final class Half {
    public int done() {
        return 1;
    }

    public int open() {
        throw new UnsupportedOperationException("TODO 9.1: the other half");
    }
}
