package robustnet.platform;

import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.ServerEvents;

/// Counts what happens to a server, and sets the options of its connections.
final class ServerMeter implements ServerEvents {
    private final ConnectionMetrics metrics;
    private final KeepAlive keepAlive;

    /// One for each open connection. Which one belongs to which does not matter.
    private final Queue<ConnectionMetrics.Active> open = new ConcurrentLinkedQueue<>();

    ServerMeter(ConnectionMetrics metrics, KeepAlive keepAlive) {
        this.metrics = metrics;
        this.keepAlive = keepAlive;
    }

    @Override
    public void accepted(Socket socket) {
        try (var attempt = metrics.connecting()) {
            open.add(attempt.connected()); // first: closed() comes in any case
        }
        keepAlive.apply(socket);
    }

    @Override
    public void refused() {
        metrics.connecting().close();
    }

    @Override
    public void answered(Duration took, int bytesIn, int bytesOut, boolean failed) {
        if (failed) {
            metrics.failed(took);
        } else {
            metrics.answered(took, bytesIn, bytesOut);
        }
    }

    @Override
    public void closed() {
        open.remove().close();
    }
}
