package robustnet.concurrency;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.time.Duration.ZERO;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of an [EventLoopServer]: sleeps until a channel is ready, a task is there or a
/// connection has been quiet for too long, does what there is to do, and sleeps again.
final class EventLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);
    private static final int BACKLOG = 1024;
    private static final int READ_BYTES = 64 * 1024;
    private static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

    private final EventLoopServer.Limits limits;
    private final Replies replies;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey accepting;
    private final int port;
    private final QuietConnections quiet;
    private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BYTES); // F13: one for all
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean isStopping;
    // Written by the loop's thread only
    private volatile int connections;
    private volatile long iterations;
    private long pauseAcceptUntil = System.nanoTime();

    /// Binds and listens. Nothing stays open if that fails.
    EventLoop(InetSocketAddress address, EventLoopServer.Limits limits, RequestHandler handler)
            throws IOException {
        this.limits = limits;
        replies = new Replies(handler, limits.maxPayload());
        quiet = new QuietConnections(limits.idleTimeout());
        selector = Selector.open();
        try {
            listener = ServerSocketChannel.open();
            try {
                listener.bind(address, BACKLOG).configureBlocking(false);
                accepting = listener.register(selector, OP_ACCEPT);
                port = listener.socket().getLocalPort();
            } catch (IOException | RuntimeException e) {
                listener.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    int connections() {
        return connections;
    }

    long iterations() {
        return iterations;
    }

    void execute(Runnable task) {
        if (isStopping) {
            throw new RejectedExecutionException("the server is closed");
        }
        tasks.add(task);
        selector.wakeup(); // C22: the selector is its thread's; so leave a task, and wake it
    }

    /// Lets the loop end. Wake its thread up afterwards.
    void stop() {
        isStopping = true;
    }

    @Override
    public void run() {
        try {
            while (!isStopping) {
                // What came before this moment is found by select, and read in this turn. What
                // comes
                // while a handler is slow is not: so nobody is overdue by a later clock
                long asked = System.nanoTime();
                selector.select(this::serve, millisToSleep()); // C21: it removes the key
                iterations++;
                runTasks();
                quiet.overdue(asked).forEach(LoopConnection::close);
                listen();
            }
        } catch (IOException | RuntimeException e) {
            log.error("the event loop has failed", e);
        } finally {
            isStopping = true;
            closeAll();
        }
    }

    private void serve(SelectionKey key) {
        if (key == accepting) {
            accept();
        } else if (!isStopping) { // or the next handler runs, and nobody interrupts that one
            ((LoopConnection) key.attachment()).ready(input);
        }
    }

    private void accept() {
        try {
            while (connections < limits.maxConnections()) {
                var channel = listener.accept();
                if (channel == null) {
                    return;
                }
                add(channel);
            }
        } catch (IOException e) {
            log.warn("cannot accept, trying again in {}: {}", ACCEPT_PAUSE, e.toString());
            pauseAcceptUntil = System.nanoTime() + ACCEPT_PAUSE.toNanos();
        }
    }

    private void add(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var key = channel.register(selector, OP_READ);
            key.attach(
                    new LoopConnection(
                            channel, key, limits, replies, quiet, () -> isStopping, this::removed));
            connections++;
        } catch (IOException e) { // it was reset already, say: one client's affair
            log.debug("a client was gone at once: {}", e.toString());
            channel.close();
        }
    }

    private void removed() {
        connections--;
    }

    /// C21: a listener that is ready and not asked makes the loop spin, so it is not waited for
    /// while nobody can be accepted: every place is taken, or files have run out (C2).
    private void listen() {
        boolean isWanted =
                connections < limits.maxConnections() && untilAccept().compareTo(ZERO) <= 0;
        accepting.interestOps(isWanted ? OP_ACCEPT : 0);
    }

    private Duration untilAccept() {
        return Duration.ofNanos(pauseAcceptUntil - System.nanoTime());
    }

    private long millisToSleep() {
        var sleep = quiet.untilNext();
        var pause = untilAccept();
        if (pause.isPositive() && pause.compareTo(sleep) < 0) {
            sleep = pause;
        }
        return sleep.isPositive() ? sleep.toMillis() + 1 : 1; // never 0, which is for ever
    }

    private void runTasks() {
        // Those that they add have their turn after the connections
        for (int left = tasks.size(); left > 0 && !isStopping; left--) {
            try {
                tasks.remove().run();
            } catch (Throwable e) { // C23: an Error too; the others need the loop
                log.warn("a task has failed", e);
            } finally {
                Thread.interrupted(); // or select does not sleep any more
            }
        }
    }

    private void closeAll() {
        for (var key : selector.keys()) {
            if (key.attachment() instanceof LoopConnection connection) {
                connection.close();
            }
        }
        try (selector;
                listener) {
            log.debug("stopped listening on port {}", port);
        } catch (IOException e) {
            log.debug("while closing: {}", e.toString());
        }
    }
}
