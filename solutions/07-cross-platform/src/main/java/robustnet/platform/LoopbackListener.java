package robustnet.platform;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.errors.Deadline;

/// A listener for systems without Unix domain sockets: TCP on loopback, and a file that tells the
/// port and two secrets ([Rendezvous]).
///
/// Each client proves itself on a thread of its own, so one that connects and says nothing delays
/// nobody. Given, for exercise 7.5.
final class LoopbackListener implements LocalListener {
    private static final Logger log = LoggerFactory.getLogger(LoopbackListener.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_AT_THE_DOOR = 64;

    private final ServerSocketChannel channel;
    private final Path file;
    private final Rendezvous rendezvous;
    private final Semaphore places = new Semaphore(MOST_AT_THE_DOOR);
    private final BlockingQueue<Optional<LocalConnection>> admitted = new LinkedBlockingQueue<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("loopback-listener-", 0).factory());

    private LoopbackListener(ServerSocketChannel channel, Path file) throws IOException {
        this.channel = channel;
        this.file = file;
        rendezvous = Rendezvous.at(channel.socket().getLocalPort());
        rendezvous.write(file);
        threads.execute(this::acceptClients);
    }

    /// Starts one. The caller holds the [StartLock] and has seen to it that the folder is private.
    ///
    /// @throws BindException if a server lives there
    /// @throws java.nio.file.FileAlreadyExistsException if the file is no socket file
    static LoopbackListener open(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isAlive(Rendezvous.read(file))) {
            throw new BindException("a server lives at " + file);
        }
        var channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new LoopbackListener(channel, file);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isAlive(Rendezvous found) throws IOException {
        try (var _ = found.connect(Deadline.after(PATIENCE, System::nanoTime))) {
            return true;
        } catch (SocketTimeoutException _) {
            return true; // slow, or another program: better not to start than to start twice
        } catch (ConnectException _) {
            return false;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException _) {
            return false; // another program, which does not speak in frames
        }
    }

    private void acceptClients() {
        while (channel.isOpen()) {
            try {
                var client = channel.accept();
                if (places.tryAcquire()) {
                    threads.execute(() -> admit(client));
                } else {
                    client.close();
                }
            } catch (IOException e) {
                log.debug("accept: {}", e.toString());
            }
        }
    }

    private void admit(SocketChannel raw) {
        var client = new LocalConnection(raw);
        try {
            raw.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (rendezvous.admit(client, Deadline.after(PATIENCE, System::nanoTime))) {
                admitted.add(Optional.of(client));
                return;
            }
        } catch (IOException e) {
            log.debug("a client has not proved itself: {}", e.toString());
        } finally {
            places.release();
        }
        client.close();
    }

    @Override
    public LocalConnection accept() throws IOException {
        try {
            var next = admitted.take();
            if (next.isEmpty()) {
                admitted.add(next); // for the next one who asks
                throw new ClosedChannelException();
            }
            return next.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (Files.exists(file) && Rendezvous.read(file).equals(rendezvous)) {
                Files.delete(file);
            }
        } finally {
            threads.shutdownNow();
            admitted.removeIf(
                    waiting -> {
                        waiting.ifPresent(LocalConnection::close);
                        return true;
                    });
            admitted.add(Optional.empty());
        }
    }
}
