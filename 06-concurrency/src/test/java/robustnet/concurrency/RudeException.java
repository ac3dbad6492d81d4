package robustnet.concurrency;

/// Throws from whatever it is asked.
final class RudeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
        throw new IllegalStateException("no message");
    }
}
