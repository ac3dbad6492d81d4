package robustnet.platform;

import java.io.IOException;
import java.time.Duration;
import robustnet.concurrency.BoundedServer;
import robustnet.concurrency.ConnectionMetrics;

/// The server's side of the whole course: what the chapters have built, put together.
///
/// ```
///   listen options 7.3 ──► TLS 5.1 ──► bounded server 6.1 ──► reply cache 3.7 ──► your handler
///                                      │  │
///                keep-alive 7.2 ───────┘  └─────► metrics 6.3
/// ```
///
/// A request that comes again with the same id is not run again: it gets the reply of the first
/// run, as long as the server remembers it. But a server that was started anew remembers nothing.
/// So each one draws a random number when it starts, its instance id, all 64 bits from a
/// `SecureRandom` (a counter starts at 1 again with the process), and answers every `PING` with it:
/// the payload of the `PONG` is these 8 bytes, whatever the ping's was. A client that gets the same
/// id talks to the same incarnation, and may repeat what it has sent there.
///
/// Everything else is as [BoundedServer] has it. Safe for use by many threads.
public final class RobustServer implements AutoCloseable {
    /// Returns a builder with the default settings.
    public static RobustServerBuilder builder() {
        return new RobustServerBuilder();
    }

    /// Starts a server that is bound and serves when this method returns.
    ///
    /// @throws IOException if the address cannot be bound; nothing stays open then
    static RobustServer start(ServerSettings settings) throws IOException {
        throw new UnsupportedOperationException("TODO 7.6: bind, and start a bounded server");
    }

    /// Returns the port that the server listens on, also after it was stopped.
    public int port() {
        throw new UnsupportedOperationException("TODO 7.6: the port");
    }

    /// Returns how many connections are served now.
    public int active() {
        throw new UnsupportedOperationException("TODO 7.6: how many are served");
    }

    /// Returns the random number that stands for this incarnation of the server.
    public long instanceId() {
        throw new UnsupportedOperationException("TODO 7.6: the number drawn at the start");
    }

    /// Returns what counts the connections and the requests of this server: each connection that
    /// got a place is an attempt that succeeded, and active until it ends; one that was refused is
    /// an attempt that failed. A request counts as answered if its `RESPONSE` was written, with the
    /// bytes of both frames, and as failed otherwise; both with the time from the call of the
    /// handler until the reply is written. Pings do not count.
    public ConnectionMetrics metrics() {
        throw new UnsupportedOperationException("TODO 7.6: the metrics");
    }

    /// Returns what became of the options of the listener.
    public OptionReport listenReport() {
        throw new UnsupportedOperationException("TODO 7.6: what bind has returned");
    }

    /// Stops the server in order, as [BoundedServer#stop(Duration)] does: nobody new, idle
    /// connections closed at once, requests in flight finished until the grace is over.
    ///
    /// @param grace how long requests in flight may take; 0 or less for no time at all
    /// @return whether all went in order, and how many requests were cut off
    public BoundedServer.Shutdown stop(Duration grace) {
        throw new UnsupportedOperationException("TODO 7.6: stop the bounded server");
    }

    /// Stops without grace.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 7.6: close the bounded server");
    }
}
