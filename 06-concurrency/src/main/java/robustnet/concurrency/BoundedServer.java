package robustnet.concurrency;

import java.net.ServerSocket;
import java.time.Duration;

/// A server that answers the frames of chapter 04 on as many connections as it has places for, and
/// stops in order. Each connection has a virtual thread of its own.
///
/// ```
///   accept       a place              handshake done       first byte of a frame
///  ───────► ADMITTED ──► HANDSHAKE ──────────────► IDLE ───────────────────► READING
///     │                      │                     ▲ │                          │ whole
///     │ none free            │ handshakeTimeout    │ │ idleTimeout, stop,       ▼
///     ▼                      │ or stop     written │ │ end of stream        ANSWERING
///  REFUSED                   │                     └─┼──────────────────────── │ │
///     │ BUSY is written      ▼                       ▼                         │ │ stop: written;
///     ▼                   CLOSED ◄──────────────── CLOSED ◄────────────────────┘ │ violation
///  DRAINING ───────────────► ▲        frameTimeout, writeTimeout, grace is over  ▼
///            end of stream,  └────────────────────────────────────────────── DRAINING
///            or 0.5 s
/// ```
///
/// **What answers what.** A `REQUEST` gets a `RESPONSE` with the handler's answer, or an `ERROR`
/// with the message of what it threw (an Error too; empty if it has none; any text if it returned
/// null, or more than [robustnet.buffers.WireFormat#HIGHEST_MAX_PAYLOAD] bytes). The time that a
/// handler takes is nobody's time-out. A `PING` gets a `PONG` with what [RequestHandler#pong]
/// returns, or an `ERROR` alike. Each reply has the id of its frame, and replies come in the order
/// of the frames. Anything else ends the connection, without a reply, behind the replies to what
/// came before it. A handler that leaves its thread interrupted does no harm, nor does a `pong`.
///
/// **Too many.** A client for whom there is no place gets a `BUSY` frame with request id 0, on a
/// TLS server behind its handshake, and then the end of the stream. What it has sent is read and
/// dropped for up to half a second, so that it gets that frame and no reset. As many clients as
/// there are places, and at least 64, are told so at a time; one on top of those is closed without
/// a word, by a reset or not. None of that keeps another client waiting, served or not.
///
/// **Failures of accept** end nothing, also when files have run out. The server pauses for 5 ms,
/// after each further one twice as long, up to 100 ms, and tries again; a success makes it 5 ms
/// again. It logs a WARN when they begin, and at most one in 10 s, however often they come back.
///
/// **Ends.** An idle connection, and one that has got its last reply, are ended in order: by the
/// end of the stream, on a TLS server behind a `close_notify`. A last reply is not lost to a reset.
///
/// **Which threads.** Handlers run on virtual threads. The server has one thread that is no daemon,
/// so the process lives until the server is stopped: until `stop` has its result, not only until it
/// is called. Where a handler has called it, also until that connection has got its last reply.
///
/// Whatever one client does ends that client's connection only. Safe for use by many threads.
public final class BoundedServer implements AutoCloseable {
    private BoundedServer() {}

    /// Starts to serve the clients of a listener.
    ///
    /// @param listener bound already; the server's own from now on. An `SSLServerSocket` makes it a
    ///   server for TLS: the listener's settings, such as whether clients need a certificate, are
    ///   each connection's
    /// @param handler called by the connections' threads
    /// @param events is told what happens
    /// @throws IllegalArgumentException if the listener is not bound, or closed
    public static BoundedServer start(
            ServerSocket listener, Limits limits, RequestHandler handler, ServerEvents events) {
        throw new UnsupportedOperationException("TODO 6.1: accept clients");
    }

    /// Returns the port that the server listens on, also after it was stopped.
    public int port() {
        throw new UnsupportedOperationException("TODO 6.1: tell the port");
    }

    /// Returns how many places are taken now: connections that were admitted and have not ended,
    /// those in their handshake included and those that are being refused not.
    public int active() {
        throw new UnsupportedOperationException("TODO 6.1: count the places that are taken");
    }

    /// Stops the server in order: closes the listener, and waits until the accepting thread has
    /// left it, so that nobody more is let in; ends at once the connections that have no request in
    /// flight; lets those that have one finish it, and its reply be written, and then ends them
    /// too; and when `grace` is over closes what is left and interrupts its handlers. A request is
    /// in flight from the first byte of its frame until its reply is written: a client in its
    /// handshake has none, nor has one that was told the end and does not go. Those who are being
    /// refused may take until `grace` is over, or be cut off before. They do not count.
    ///
    /// Returns as soon as all connections have ended, 250 ms after `grace` at the latest: a handler
    /// that ignores its interrupt runs on, without a connection, and keeps its place until it ends.
    /// All events of the connections that have ended have been told then.
    ///
    /// Only the first call stops the server. A further one, at any time, waits until that is done
    /// and gets the same result, whatever its own `grace`. A handler may call this, `pong` too, in
    /// its own thread: nobody waits for its connection any more, itself included. So the call gets
    /// the result of all the others; its own reply is written when it returns.
    ///
    /// If the first caller is interrupted, it gives no more grace; a further one waits on. Both
    /// find their interrupt status kept.
    ///
    /// @param grace how long requests in flight may take; 0 or less for no time at all
    /// @return whether all went in order, and how many requests were cut off
    public Shutdown stop(Duration grace) {
        throw new UnsupportedOperationException("TODO 6.1: stop in order");
    }

    /// Stops without grace, as [#stop(Duration)] with 0 does.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 6.1: stop without grace");
    }

    /// How a server was stopped.
    ///
    /// @param kind in order, or not
    /// @param forced how many requests in flight `stop` has cut off, 0 if it went in order; one
    ///   that ended otherwise meanwhile, by a time-out or its client, does not count
    public record Shutdown(Kind kind, int forced) {
        /// The kinds of ends.
        public enum Kind {
            /// All requests in flight were finished.
            GRACEFUL,
            /// Some request in flight was not finished in time.
            FORCED
        }
    }

    /// What a server takes from its clients.
    ///
    /// @param maxConnections how many connections are served at a time; 1 or more
    /// @param maxPayload the longest payload of a client's frame, in bytes, 0 to
    ///   [robustnet.buffers.WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @param handshakeTimeout how long a TLS handshake may take as a whole; more than 0
    /// @param idleTimeout how long a client may send nothing between two frames; more than 0
    /// @param frameTimeout how long the server waits for the rest of a frame that has begun, all of
    ///   it, however it comes; more than 0
    /// @param writeTimeout how long it may take to write one reply; more than 0
    public record Limits(
            int maxConnections,
            int maxPayload,
            Duration handshakeTimeout,
            Duration idleTimeout,
            Duration frameTimeout,
            Duration writeTimeout) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Limits {
            Checks.atLeast(1, "maxConnections", maxConnections);
            Checks.maxPayload(maxPayload);
            Checks.positive("handshakeTimeout", handshakeTimeout);
            Checks.positive("idleTimeout", idleTimeout);
            Checks.positive("frameTimeout", frameTimeout);
            Checks.positive("writeTimeout", writeTimeout);
        }

        /// Returns limits that fit many servers: 1000 connections, 1 MiB, 10 s, 60 s, 10 s, 10 s.
        public static Limits defaults() {
            var ten = Duration.ofSeconds(10);
            return new Limits(1000, 1 << 20, ten, Duration.ofSeconds(60), ten, ten);
        }
    }
}
