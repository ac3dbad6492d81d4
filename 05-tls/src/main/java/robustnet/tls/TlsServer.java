package robustnet.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// A server that answers the frames of chapter 04 over TLS, each client on a virtual thread of its
/// own, from the handshake on.
///
/// ```
///   accept        handshake done             admitted            a frame
///  ───────► HANDSHAKE ───────────► ADMISSION ────────► READING ─────────► ANSWERING
///              │  │                    │               │  │  ▲                │ │
///              │  │            refused │               │  │  └────────────────┘ │
///              │  │                    ▼               │  │      answered       │
///              │  │                 REFUSED            │  │                     │
///              │  │ no TLS, or no      │ first frame   │  │ end of stream, a    │ not written
///   handshake- │  │ agreement          │ answered by   │  │ violation, silence  │ in time
///   Timeout    │  │                    │ ERROR         │  │ for idleTimeout     │
///              │  ▼                    ▼               │  ▼                     │
///              │  LINGERING ◄──────────┴───────────────┼──┘                     │
///              │      │ end of stream, or writeTimeout │ reset                  │
///              ▼      ▼                                ▼                        ▼
///              CLOSED ◄────────────────────────────────┴────────────────────────┘
///                 ▲
///                 └── close(), from any state
/// ```
///
/// What answers what: a `REQUEST` gets a `RESPONSE` with the handler's answer, or an `ERROR` with
/// the message of what the handler threw (an Error too; empty if it has none; any text if the
/// handler returned null). A `PING` gets a `PONG` with the same payload. Each reply has the request
/// id of its frame, and replies come in the order of their frames. The connection goes on after
/// them all, unless the client was refused: then its first frame, whatever it is, gets an `ERROR`
/// with the message of the [AuthenticationException], and no handler runs. An [Admission] that
/// throws anything else, and a tuning that throws, end the connection without a reply: they lead to
/// LINGERING. So does whatever but a frame comes in REFUSED.
///
/// A violation is what the decoder rejects, a payload above the maximum included, and a frame of
/// any other type. It gets no reply.
///
/// A handler or an [Admission] that leaves its thread interrupted does no harm: the status is
/// cleared, and the connection goes on.
///
/// LINGERING sends what ends a connection in order, the `close_notify` alert and FIN, and drops
/// what the client still sends, for `writeTimeout` in all, however it comes. So a client that has
/// sent more than was read gets the server's last word, be it an `ERROR` or a TLS alert, and no
/// reset.
///
/// Whatever one client does ends that client's connection only. Safe for use by many threads.
public final class TlsServer implements AutoCloseable {
    private TlsServer() {}

    /// Starts a server that is bound and listening when this method returns.
    ///
    /// @param address the local address to listen on; port 0 takes any free one, see [#port()]
    /// @param context holds the server's certificate, and whom it trusts if it asks clients for
    ///   theirs
    /// @param tuning sets what else a handshake depends on, for each connection before its
    ///   handshake: it gets the parameters that the context gives a server. Usually
    ///   [TlsContexts#restrictVersions]
    /// @param admission asked once for each connection, after its handshake
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public static TlsServer start(
            InetSocketAddress address,
            SSLContext context,
            Consumer<SSLParameters> tuning,
            Limits limits,
            Admission admission)
            throws IOException {
        throw new UnsupportedOperationException(
                "TODO 5.2: bind, then accept on a thread of its own");
    }

    /// Returns the port that the server listens on, also after [#close()].
    public int port() {
        throw new UnsupportedOperationException("TODO 5.2: the port that the listener got");
    }

    /// Stops listening, closes every connection, interrupts every handler, and returns when all
    /// threads of the server have ended. That a client does not read what is being written to it
    /// does not delay this. Must not be called by a handler, which would wait for itself.
    ///
    /// A normal stop: it is logged below WARN. Closing a second time does nothing. A caller that is
    /// interrupted finds its interrupt status kept, and everything closed all the same.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "TODO 5.2: stop listening, end every connection, wait for the threads");
    }

    /// What a server takes from a client before it ends the connection.
    ///
    /// @param handshakeTimeout how long the whole handshake may take, however it arrives, counted
    ///   from accept; more than 0
    /// @param idleTimeout how long a client may send nothing while the server waits for a frame or
    ///   the rest of one; more than 0
    /// @param writeTimeout how long it may take to write one reply; and how long LINGERING may
    ///   last; more than 0
    /// @param maxPayload the longest payload of a frame, in bytes, 0 to
    ///   [robustnet.buffers.WireFormat#HIGHEST_MAX_PAYLOAD]; for what clients send
    public record Limits(
            Duration handshakeTimeout,
            Duration idleTimeout,
            Duration writeTimeout,
            int maxPayload) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Limits {
            Checks.positive("handshakeTimeout", handshakeTimeout);
            Checks.positive("idleTimeout", idleTimeout);
            Checks.positive("writeTimeout", writeTimeout);
            Checks.maxPayload(maxPayload);
        }

        /// Returns limits that fit many servers: 10 s, 30 s, 10 s and 1 MiB.
        public static Limits defaults() {
            return new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    1 << 20);
        }
    }
}
