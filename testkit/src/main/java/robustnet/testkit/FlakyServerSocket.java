package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// A listener on an ephemeral loopback port whose first accepts fail, as they do when the process
/// has run out of file descriptors: with a plain [IOException], while the listener itself stays
/// sound (C2).
public final class FlakyServerSocket extends ServerSocket {
    private static final int BACKLOG = 50;

    private final int failures;
    private final AtomicInteger accepts = new AtomicInteger();

    /// @param failures how many accepts fail before the first one that works
    /// @throws IOException if it cannot listen
    public FlakyServerSocket(int failures) throws IOException {
        super(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.failures = failures;
    }

    /// How often accept was called, failures included: a server that spins on the failure shows
    /// here.
    public int accepts() {
        return accepts.get();
    }

    @Override
    public Socket accept() throws IOException {
        if (accepts.incrementAndGet() <= failures && !isClosed()) {
            throw new IOException("Too many open files");
        }
        return super.accept();
    }
}
