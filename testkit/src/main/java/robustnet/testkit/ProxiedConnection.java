package robustnet.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// One connection through a [FaultProxy]: two sockets, and a pump on a virtual thread for each
/// direction.
///
/// ```
///  client ──▶ toServer ──▶ server      the end of one direction is passed on alone (half-close);
///  client ◀── toClient ◀── server      when both have ended, or at the first reset, all is closed
/// ```
final class ProxiedConnection {
    /// Makes the pump of one direction.
    @FunctionalInterface
    interface PumpFactory {
        FaultPump pump(Socket source, Socket target) throws IOException;
    }

    private static final int CONNECT_MILLIS = 5_000;

    private final Socket client;
    private final Socket server = new Socket();
    private final AtomicInteger directionsOpen = new AtomicInteger(2);
    private final Thread toServer;
    private final Thread toClient;
    private volatile boolean closing;

    ProxiedConnection(
            Socket client, InetSocketAddress target, PumpFactory toServer, PumpFactory toClient) {
        this.client = client;
        this.toClient =
                Thread.ofVirtual()
                        .name("proxy-to-client")
                        .unstarted(() -> carry(toClient, server, client));
        this.toServer =
                Thread.ofVirtual()
                        .name("proxy-to-server")
                        .unstarted(
                                () -> {
                                    if (connect(target)) {
                                        this.toClient.start();
                                        carry(toServer, client, server);
                                    }
                                });
    }

    void start() {
        toServer.start();
    }

    boolean isOpen() {
        return !client.isClosed();
    }

    /// Resets both sides.
    void reset() {
        resetAndClose(client);
        resetAndClose(server);
    }

    /// Closes both sides and waits until the threads are gone.
    void close() {
        closing = true;
        Threads.closeQuietly(client);
        Threads.closeQuietly(server);
        Threads.stop(toServer);
        Threads.stop(toClient);
    }

    private boolean connect(InetSocketAddress target) {
        try {
            server.connect(target, CONNECT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            return true;
        } catch (IOException _) {
            reset(); // The nearest thing to a refusal for a client that is connected already.
            return false;
        }
    }

    private void carry(PumpFactory factory, Socket source, Socket target) {
        try {
            var outcome = factory.pump(source, target).run();
            if (outcome == FaultPump.Outcome.RESET) {
                reset();
            } else if (directionsOpen.decrementAndGet() == 0) {
                Threads.closeQuietly(client);
                Threads.closeQuietly(server);
            }
        } catch (IOException | InterruptedException _) {
            if (!closing) { // One side has reset the connection, and so the other is to see a
                // reset.
                reset();
            }
        }
    }

    private static void resetAndClose(Socket socket) {
        try {
            SocketPair.reset(socket);
        } catch (IOException _) {
            // It is closed already, or the system knows no linger time.
            Threads.closeQuietly(socket);
        }
    }
}
