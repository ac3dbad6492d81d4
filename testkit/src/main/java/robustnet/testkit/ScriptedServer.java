package robustnet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A server on an ephemeral loopback port that plays a script on each connection: the first script
/// on the first one, and so on. Each script is played on a virtual thread of its own, and its peer
/// is closed when it ends.
///
/// Connections beyond the last script are counted and closed at once. Safe for use by many threads.
public final class ScriptedServer implements AutoCloseable {
    /// What the server does on a connection.
    @FunctionalInterface
    public interface Script {
        /// Plays the server's side. What it throws is kept as the server's [#failure()].
        void play(ScriptedPeer peer) throws Exception;
    }

    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final Transcript transcript;
    private final List<Script> scripts;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> players = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch toPlay;
    private final Thread acceptor;
    private volatile boolean closed;

    private ScriptedServer(ServerSocket listener, Transcript transcript, List<Script> scripts) {
        this.listener = listener;
        this.transcript = transcript;
        this.scripts = scripts;
        toPlay = new CountDownLatch(scripts.size());
        acceptor = Thread.ofVirtual().name("scripted-server").start(this::acceptAll);
    }

    /// Starts a server that listens when this method returns.
    ///
    /// @param address the loopback address to listen at
    /// @param scripts one for each connection, in the order in which they are accepted
    /// @throws UncheckedIOException if it cannot listen there
    public static ScriptedServer start(
            InetAddress address, Transcript transcript, Script... scripts) {
        try {
            var listener = new ServerSocket(0, BACKLOG, address);
            return new ScriptedServer(listener, transcript, List.of(scripts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port it listens at; stays the same after close.
    public int port() {
        return listener.getLocalPort();
    }

    /// The address it listens at; stays the same after close.
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /// How many connections it has accepted, those without a script included.
    public int connections() {
        return connections.get();
    }

    /// What the first script to fail threw. A script that was cut short by [#close()] has not
    /// failed.
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /// Waits until all scripts have been played to their end or have failed.
    ///
    /// @return whether that happened within `patience`
    /// @throws InterruptedException if the current thread is interrupted
    public boolean awaitDone(Duration patience) throws InterruptedException {
        return toPlay.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Closes the listener and all connections, and waits until its threads are gone. Harmless when
    /// repeated.
    @Override
    public void close() {
        closed = true;
        Threads.closeQuietly(listener);
        Threads.join(acceptor);
        sockets.forEach(Threads::closeQuietly);
        players.forEach(Threads::stop);
    }

    private void acceptAll() {
        try {
            while (!closed) {
                accepted(listener.accept());
            }
        } catch (IOException e) {
            if (!closed) { // B14: when the listener is closed, this is how its accept ends
                failure.compareAndSet(null, e);
            }
        }
    }

    private void accepted(Socket socket) {
        int number = connections.incrementAndGet();
        if (number > scripts.size()) {
            transcript.add(
                    "your program opened connection "
                            + number
                            + "; the script has none for it, it was closed");
            Threads.closeQuietly(socket);
            return;
        }
        sockets.add(socket);
        // Made here and not by the player, so that peers are named in the order of acceptance.
        var peer = ScriptedPeer.of(socket, transcript);
        var player =
                Thread.ofVirtual().name("script-" + number).unstarted(() -> play(peer, number));
        players.add(player);
        player.start();
    }

    private void play(ScriptedPeer peer, int number) {
        try (peer) {
            playThrough(peer, number);
        } finally {
            toPlay.countDown();
        }
    }

    /// Keeps a failure before the peer is closed: what the program does on seeing that end must not
    /// come first.
    private void playThrough(ScriptedPeer peer, int number) {
        try {
            scripts.get(number - 1).play(peer);
        } catch (Throwable e) {
            if (!closed) {
                failure.compareAndSet(null, e);
            }
        }
    }
}
