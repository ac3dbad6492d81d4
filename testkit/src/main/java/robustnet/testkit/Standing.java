package robustnet.testkit;

import static robustnet.testkit.PeerReport.bytes;

/// Where a scripted peer stands: what it has done so far, and what it waits for. It tells a program
/// that waits for the peer what the peer is waiting for.
///
/// @param name "peer", or "peer 2"
/// @param sent how many bytes it has sent
/// @param received how many bytes it has received
/// @param doing what it is about
/// @param wanted how many bytes it is about, where that matters
public record Standing(String name, long sent, long received, Doing doing, long wanted) {
    /// What a peer is about.
    public enum Doing {
        /// It waits for nothing: its script goes on, or is over.
        NOTHING,
        /// Nobody knows: the test works on its socket.
        UNKNOWN,
        /// It waits until the program has read what it sends.
        SENDING,
        /// It waits for bytes.
        RECEIVING,
        /// It waits for the end of the program's stream.
        AWAITING_END,
        /// It waits until the program closes or resets the connection.
        AWAITING_CLOSE,
        CLOSED
    }

    static Standing begin(String name) {
        return new Standing(name, 0, 0, Doing.NOTHING, 0);
    }

    Standing plusSent(long n) {
        return new Standing(name, sent + n, received, doing, wanted);
    }

    /// Of what it waits for, as many are there.
    Standing plusReceived(long n) {
        return new Standing(name, sent, received + n, doing, Math.max(0, wanted - n));
    }

    Standing now(Doing next, long bytes) {
        return doing == Doing.UNKNOWN ? this : new Standing(name, sent, received, next, bytes);
    }

    boolean waits() {
        return switch (doing) {
            case NOTHING, UNKNOWN, CLOSED -> false;
            case SENDING, RECEIVING, AWAITING_END, AWAITING_CLOSE -> true;
        };
    }

    /// Whether it says more than the transcript does.
    public boolean isTelling() {
        return waits() || doing == Doing.CLOSED;
    }

    /// One clause: "the peer had sent 5 bytes and was waiting for your reply (5 bytes)".
    public String text() {
        var who = name.equals("peer") ? "the peer" : name;
        var came = received == 0 ? "" : ", had received " + bytes(received);
        return who + " had sent " + (sent == 0 ? "nothing" : bytes(sent)) + came + waiting();
    }

    private String waiting() {
        return switch (doing) {
            case NOTHING, UNKNOWN -> "";
            case SENDING -> " and was waiting for you to read the " + bytes(wanted) + " it sends";
            case RECEIVING -> " and was waiting for " + bytesWanted();
            case AWAITING_END -> " and was waiting for the end of your stream";
            case AWAITING_CLOSE -> " and was waiting for you to close the connection";
            case CLOSED -> " and had closed its socket";
        };
    }

    private String bytesWanted() {
        if (received > 0) return bytes(wanted) + " more";
        return sent > 0 ? "your reply (" + bytes(wanted) + ")" : bytes(wanted) + " of yours";
    }
}
