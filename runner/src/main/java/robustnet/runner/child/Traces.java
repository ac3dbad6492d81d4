package robustnet.runner.child;

import robustnet.testkit.junit.Remains;

/// What a request may have left behind in the JVM that ran it.
final class Traces {
    private final JvmState state = JvmState.now();
    private final Remains remains = Remains.sinceNow();

    /// Those since now: what is there already is no trace.
    private Traces() {}

    static Traces sinceNow() {
        return new Traces();
    }

    /// Whether the JVM is as it was before, as far as anybody can see: no thread runs on, no socket
    /// is open, and what a JVM has only one of is the same.
    boolean none() throws InterruptedException {
        return state.equals(JvmState.now()) && remains.none();
    }
}
