package robustnet.concurrency;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// What the ends and beginnings of a server's connections have in common. All of it is bounded, and
/// for virtual threads.
final class Sockets {
    private static final Logger log = LoggerFactory.getLogger(Sockets.class);
    private static final Duration DRAIN = Duration.ofMillis(500);

    private Sockets() {}

    /// Shakes hands, on a TLS connection.
    static void shakeHands(Socket socket, Duration limit) throws IOException {
        if (socket instanceof SSLSocket tls) {
            try (var _ = Watchdog.cuttingOff(socket, limit)) {
                tls.startHandshake();
            }
        }
    }

    /// Ends the stream, and drops what the client still sends, until it ends its stream or half a
    /// second is over. B16: closing with unread input resets the connection, and the client may
    /// lose the last reply.
    static void drain(Socket socket) throws IOException {
        var deadline = Deadline.after(DRAIN, NanoClock.system());
        try (var _ = Watchdog.after(DRAIN, () -> close(socket))) {
            socket.shutdownOutput();
            var dropped = new byte[8192];
            // Under a flood no read waits, and a watchdog may find no carrier: so look here, too
            while (!deadline.hasPassed() && socket.getInputStream().read(dropped) != -1) {
                // Nobody asks for it any more.
            }
        }
    }

    /// Closes on a thread of its own: a TLS socket says goodbye first, to a client that may not
    /// read.
    static void closeAside(Socket socket) {
        Thread.ofVirtual().name("server-closer").start(() -> close(socket));
    }

    /// Closes on a thread of its own, at once and whatever is stuck.
    static void cutOffAside(Socket socket) {
        Thread.ofVirtual().name("server-closer").start(() -> Watchdog.cutOff(socket));
    }

    static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("while closing: {}", e.toString());
        }
    }
}
