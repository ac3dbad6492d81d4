package robustnet.concurrency;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import robustnet.buffers.WireFormat;

/// A server that answers the frames of chapter 04 on all of its connections with one thread, which
/// waits for nobody.
///
/// ```
///                 above the high watermark
///        READING ──────────────────────────► WRITING
///        │  │  ▲                             │     │
///        │  │  └─────────────────────────────┘     │
///        │  │       at the low watermark           │
///        │  │ end of stream,                       │ reset, or
///        │  │ replies wait                         │ idleTimeout
///        │  └──────────────► DRAINING              │
///        │                      │ all is out,      │
///        │ end of stream,       │ reset, or        │
///        │ violation, reset,    │ idleTimeout      │
///        │ or idleTimeout       ▼                  │
///        └───────────────────► CLOSED ◄────────────┘
/// ```
///
/// **What answers what.** A `REQUEST` gets a `RESPONSE` with the handler's answer, or an `ERROR`
/// with the message of what it threw (an Error too; empty if it has none), or with any text if it
/// returned null or more than `maxPayload` bytes. Either is cut to what a payload may be. A `PING`
/// gets a `PONG` with what [RequestHandler#pong] returns, or an `ERROR` alike. Each reply has the
/// id of its frame, and replies come in the order of the frames, however many come at once.
/// Anything else is a violation: it ends the connection. Replies that still wait may be lost then,
/// and requests that came just before it need not be run.
///
/// **Back-pressure.** Replies that the client does not take wait, at most `highWatermark` bytes of
/// them and one reply more. Then the connection is WRITING: the server neither reads from it nor
/// runs its requests, until no more than `lowWatermark` bytes wait. All others are served
/// meanwhile.
///
/// **Half-close.** The end of the stream ends what the client asks, not what it is told: what was
/// asked before is answered, and then the connection is closed.
///
/// **Limits.** With `maxConnections` open, whoever connects waits in the listener's backlog until
/// one of them is closed. A connection on which no byte comes or goes for `idleTimeout` is closed:
/// one that never said anything too, and not because a handler kept the thread from reading what
/// had come. If accepting fails, because files have run out say, the server serves the others, and
/// tries again after a pause: without one the loop would spin (C2).
///
/// **The thread.** The handler and the tasks run on the server's one thread, a platform thread. So
/// they must return at once: nobody is served meanwhile. What they throw harms nobody, nor does an
/// interrupt status that they leave. When there is nothing to do the thread sleeps; [#iterations()]
/// tells. It is no daemon, so the process lives until the server is closed.
///
/// Safe for use by many threads.
public final class EventLoopServer implements AutoCloseable {
    private final EventLoop loop;
    private final Thread thread;

    private EventLoopServer(EventLoop loop) {
        this.loop = loop;
        thread = Thread.ofPlatform().name("event-loop").start(loop);
    }

    /// Starts a server that is bound and listening when this method returns.
    ///
    /// @param address the local address to listen on; port 0 takes any free one, see [#port()]
    /// @param handler called by the server's thread only, one call at a time
    /// @throws IOException if the address cannot be bound; nothing stays open then
    public static EventLoopServer start(
            InetSocketAddress address, Limits limits, RequestHandler handler) throws IOException {
        return new EventLoopServer(new EventLoop(address, limits, handler));
    }

    /// Returns the port that the server listens on, also after [#close()].
    public int port() {
        return loop.port();
    }

    /// Returns how many connections are open now; 0 after [#close()].
    public int connections() {
        return loop.connections();
    }

    /// Returns how often the thread has woken up to look for work. It is there to show that the
    /// loop does not spin: while nothing happens on any connection, it stands still.
    public long iterations() {
        return loop.iterations();
    }

    /// Runs a task on the server's thread, soon; tasks of one caller in their order. Does not wait
    /// for it. A task may execute another one, and even itself for ever: the connections have their
    /// turns in between.
    ///
    /// @throws RejectedExecutionException if the server is closed. A task that is waiting when the
    ///   server closes may never run
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /// Stops listening, closes every connection at once, whatever waits for it, and returns when
    /// the server's thread has ended; a handler or a task that is running is interrupted, and none
    /// is begun any more. Called by a handler or a task, it does not wait: all that happens when
    /// they have returned.
    ///
    /// Closing a second time waits as well, and does nothing else. A caller that is interrupted
    /// finds its interrupt status kept, and everything closed all the same.
    @Override
    public void close() {
        loop.stop();
        if (Thread.currentThread() == thread) {
            return; // it would wait for itself
        }
        thread.interrupt(); // whatever it does: a handler, a task, or to sleep
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What a server takes from its clients.
    ///
    /// @param maxConnections how many are served at a time; 1 or more
    /// @param maxPayload the longest payload of a frame in bytes, both ways; 0 to
    ///   [robustnet.buffers.WireFormat#HIGHEST_MAX_PAYLOAD]
    /// @param lowWatermark so few bytes of replies wait on a connection when its requests go on; 0
    ///   or more
    /// @param highWatermark the most bytes of replies that wait on a connection; more than
    ///   `lowWatermark`, and enough for a frame with `maxPayload` bytes
    /// @param idleTimeout how long nothing may come or go on a connection; more than 0
    public record Limits(
            int maxConnections,
            int maxPayload,
            int lowWatermark,
            int highWatermark,
            Duration idleTimeout) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Limits {
            Checks.atLeast(1, "maxConnections", maxConnections);
            Checks.maxPayload(maxPayload);
            Checks.atLeast(0, "lowWatermark", lowWatermark);
            Checks.positive("idleTimeout", idleTimeout);
            int longestFrame = WireFormat.HEADER_BYTES + maxPayload + WireFormat.CRC_BYTES;
            if (highWatermark <= lowWatermark || highWatermark < longestFrame) {
                throw new IllegalArgumentException(
                        "highWatermark must be more than %d and at least %d, not %d"
                                .formatted(lowWatermark, longestFrame, highWatermark));
            }
        }

        /// Returns limits that fit many servers: 10,000 connections, 64 KiB, 32 KiB, 128 KiB and 30
        /// s.
        public static Limits defaults() {
            return new Limits(10_000, 1 << 16, 1 << 15, 1 << 17, Duration.ofSeconds(30));
        }
    }
}
