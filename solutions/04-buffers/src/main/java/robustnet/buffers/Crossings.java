package robustnet.buffers;

/// Tells a listener of an [Outbox] what its lock has seen: each crossing once, in order, one call
/// at a time, and by a thread that holds no lock.
///
/// The two kinds of crossings come in turn, so a count is all that has to be kept. Whoever finds
/// that another thread is telling leaves the rest to that one.
final class Crossings {
    private final Outbox.Listener listener;
    private long seen;
    private long told;
    private boolean telling;
    private boolean closed;

    Crossings(Outbox.Listener listener) {
        this.listener = listener;
    }

    /// One more crossing, to be told later. Called under the outbox's lock, so in their order.
    synchronized void add() {
        seen++;
    }

    /// Nothing more is told.
    synchronized void close() {
        closed = true;
    }

    /// Tells what has not been told. What the listener throws comes out of here in the end: the
    /// source would wait for ever for what nobody tells it because of that.
    void tell() {
        Throwable thrown = null;
        while (begin()) {
            try {
                tellOne();
            } catch (RuntimeException | Error e) {
                thrown = thrown == null ? e : thrown;
            } finally {
                end();
            }
        }
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }

    private void tellOne() {
        if (told % 2 == 1) { // counted already, so the first is number 1
            listener.paused();
        } else {
            listener.resumed();
        }
    }

    private synchronized boolean begin() {
        if (telling || closed || told == seen) {
            return false;
        }
        telling = true;
        told++;
        return true;
    }

    private synchronized void end() {
        telling = false;
    }
}
