package robustnet.basics;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A server that answers requests with a [Handler]: requests and replies are [Frames], many a
/// connection, one after another, each client on a virtual thread of its own.
///
/// ```
///  request:  | length i32 | request bytes |
///
///  reply:    | length i32 | 0 | reply bytes   |     OK
///            | length i32 | 1 | UTF-8 message |     error, the last reply on its connection
/// ```
///
/// The life of a connection:
///
/// ```
///          a whole request           the handler throws, or returns null
///  READING ───────────────► HANDLING ─────────────────────────┐
///   │ │ ▲                      │                              │
///   │ │ └──────────────────────┘                              │ error reply,
///   │ │        OK reply                                       │ output shut down
///   │ │                                                       ▼
///   │ └───────────────────────────────────────────────────► LINGERING
///   │          a request longer than maxFrame                 │
///   │                                                         │
///   │ end of stream, reset, silence for readTimeout           │ end of stream, or
///   ▼                                                         ▼ lingerTimeout
///  CLOSED ◄───────────────────────────────────────────────────┘
///     ▲
///     └── close(), from any state
/// ```
///
/// A request whose length is negative or above maxFrame is rejected. LINGERING drops what the
/// client still sends, so that it gets the error reply in full. The message of an error reply is
/// the message of what the handler threw, or says why the request was rejected.
///
/// Whatever one client does ends that client's connection only. Safe for use by many threads.
public final class FrameServer implements AutoCloseable {
    /// The first byte of a reply that carries the handler's answer.
    static final byte OK = 0;

    /// The first byte of a reply that carries an error message.
    static final byte ERROR = 1;

    private FrameServer() {}

    /// Starts a server that is bound and listening when this method returns.
    ///
    /// @param address the local address to listen on; port 0 takes any free one, see [#port()]
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public static FrameServer start(InetSocketAddress address, Limits limits, Handler handler)
            throws IOException {
        throw new UnsupportedOperationException(
                "TODO 1.6: bind, then accept on a thread of its own");
    }

    /// Returns the port that the server listens on, also after [#close()].
    public int port() {
        throw new UnsupportedOperationException("TODO 1.6: the port that the listener got");
    }

    /// Stops listening, closes every connection, interrupts every handler, and returns when all
    /// threads of the server have ended. Must not be called by a handler, which would wait for
    /// itself.
    ///
    /// A normal stop: it is logged below WARN and prints no stack trace. Closing a second time does
    /// nothing. A caller that is interrupted finds its interrupt status kept.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "TODO 1.6: stop listening, end every connection, wait for the threads");
    }

    /// What a server takes from a client before it ends the connection.
    ///
    /// @param maxFrame the longest request, in bytes, 0 or more. A longer one is answered with an
    ///   error and is not read into memory
    /// @param readTimeout how long a client may send nothing, between requests and inside one, more
    ///   than 0
    /// @param lingerTimeout how long, after an error, the server waits for the client to end its
    ///   stream, more than 0
    public record Limits(int maxFrame, Duration readTimeout, Duration lingerTimeout) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Limits {
            if (maxFrame < 0) {
                throw new IllegalArgumentException("maxFrame must be 0 or more, not " + maxFrame);
            }
            Timeouts.millis(readTimeout);
            Timeouts.millis(lingerTimeout);
        }

        /// Returns limits that fit many servers: 1 MiB, 30 s and 2 s.
        public static Limits defaults() {
            return new Limits(1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(2));
        }
    }
}
