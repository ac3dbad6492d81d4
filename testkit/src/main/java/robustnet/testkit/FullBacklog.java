package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// A listener that accepts nothing and whose backlog is full, so that a further connect hangs until
/// its timeout (E1).
///
/// Only on Linux: there the kernel drops the SYN of a connect to a full backlog, and the client
/// goes on asking. Windows refuses such a connect, and macOS takes more connections than it was
/// told to.
public final class FullBacklog implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 16;
    private static final int PROBE_MILLIS = 100;

    private final ServerSocket listener;
    private final List<Socket> waiting = new ArrayList<>();

    private FullBacklog(ServerSocket listener) {
        this.listener = listener;
    }

    /// Whether this works on the current operating system.
    public static boolean supported() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    /// Opens one on an ephemeral port of the loopback address; takes about 100 ms.
    ///
    /// @throws IOException as [#open(InetSocketAddress)] does
    public static FullBacklog open() throws IOException {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /// Opens one at `address`; takes about 100 ms.
    ///
    /// @param address with port 0 for an ephemeral port
    /// @throws IOException if it cannot listen there, or this system's backlog does not fill;
    ///   nothing is left open then
    public static FullBacklog open(InetSocketAddress address) throws IOException {
        var backlog = new FullBacklog(new ServerSocket());
        try {
            backlog.listener.bind(address, 1);
            backlog.fill();
            return backlog;
        } catch (IOException e) {
            backlog.close();
            throw e;
        }
    }

    /// Where a connect hangs.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Closes the listener and the connections in its backlog. Harmless when repeated.
    @Override
    public void close() {
        Threads.closeQuietly(listener);
        waiting.forEach(Threads::closeQuietly);
    }

    private void fill() throws IOException {
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(address(), PROBE_MILLIS);
            } catch (SocketTimeoutException _) {
                return; // This one hung, so the next one will.
            }
        }
        throw new IOException("a backlog of 1 took " + MOST_CONNECTIONS + " connections");
    }
}
