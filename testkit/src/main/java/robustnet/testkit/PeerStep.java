package robustnet.testkit;

import robustnet.testkit.PeerFailure.Kind;

/// What a scripted peer may be doing when the program lets it down, and what that usually means.
enum PeerStep {
    CONNECT,
    SEND,
    RECEIVE,
    RECEIVE_TO_END,
    EXPECT_END,
    EXPECT_RESET,
    EXPECT_CLOSED;

    private static final String NEVER_CLOSED =
            "the connection was never closed: the end of the stream (read gives -1) was not noticed, or"
                    + " a close is missing on this way out";

    /// @param nothingYet whether not a single byte had come in this step
    String usually(Kind kind, boolean nothingYet) {
        return "usually: "
                + switch (kind) {
                    case REFUSED ->
                            "nothing listens at that port: the server was not started, was closed too"
                                    + " early, or listens at another address";
                    case TIMEOUT -> timeout(nothingYet);
                    case RESET -> reset();
                    case END_OF_STREAM -> end(nothingYet);
                    case MISMATCH ->
                            "the wrong part of a buffer was written, bytes of an earlier read were left in"
                                    + " it, or a conversion to text and back changed them";
                    case UNEXPECTED_BYTES ->
                            "the whole buffer was written instead of the bytes that were read,"
                                    + " something was answered twice, or the connection was used again"
                                    + " after a failure, where it should have been closed";
                };
    }

    private String timeout(boolean nothingYet) {
        return switch (this) {
            case CONNECT -> "nobody calls accept, and the backlog is full";
            case SEND -> "your program stopped reading, so the buffers on the way filled up";
            case RECEIVE_TO_END, EXPECT_END -> NEVER_CLOSED + ", or the output was not shut down";
            case EXPECT_RESET, EXPECT_CLOSED -> NEVER_CLOSED;
            case RECEIVE ->
                    nothingYet
                            ? "the reply was never flushed, or the read waits for an end of stream that"
                                    + " never comes"
                            : "only part of the reply was written or flushed, and your program waits for"
                                    + " more to read";
        };
    }

    private String reset() {
        return this == SEND
                ? "your program closed the connection while the peer still had something to send, or an"
                        + " exception ended its thread"
                : "the socket was closed with unread input, or the process died";
    }

    private String end(boolean nothingYet) {
        if (this == EXPECT_RESET) {
            return "the connection was closed in good order where it should have been aborted";
        }
        return nothingYet
                ? "the connection was closed before anything was written: an exception ended the handler,"
                        + " or the reply stayed in a buffer that was never flushed"
                : "the connection was closed before everything was written, or only part of a read was"
                        + " written back";
    }
}
