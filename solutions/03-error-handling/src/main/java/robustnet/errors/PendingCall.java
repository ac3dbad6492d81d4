package robustnet.errors;

/// A call of a [ReconnectingClient], over all the connections that it is tried on.
final class PendingCall {
    private final long id;
    private final byte[] request;
    private final Deadline deadline;
    private volatile boolean sent;

    PendingCall(long id, byte[] request, Deadline deadline) {
        this.id = id;
        this.request = request;
        this.deadline = deadline;
    }

    long id() {
        return id;
    }

    Deadline deadline() {
        return deadline;
    }

    /// The payload of its frame.
    byte[] payload() {
        return Messages.request(id, request); // E6: always with the same id
    }

    /// Notes that from now on a byte of it may have left.
    void beginSending() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }
}
