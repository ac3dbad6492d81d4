package robustnet.platform;

import java.io.IOException;
import robustnet.basics.Endpoint;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.ConnectionPool;
import robustnet.errors.Deadline;

/// Opens, asks and closes the connections to one server, and counts them.
final class ConnectionFactory implements ConnectionPool.Factory<PooledConnection> {
    private final Endpoint server;
    private final FrameConnection.Settings settings;
    private final ConnectionMetrics metrics;

    ConnectionFactory(Endpoint server, ClientSettings settings) {
        this.server = server;
        this.settings = settings.connection();
        metrics = settings.metrics();
    }

    @Override
    public PooledConnection create(Deadline deadline) throws IOException, InterruptedException {
        try (var attempt = metrics.connecting()) {
            var frames = FrameConnection.open(server, settings, deadline);
            return new PooledConnection(frames, attempt.connected());
        }
    }

    @Override
    public boolean isAlive(PooledConnection connection, Deadline deadline) {
        return connection.frames().isAlive(deadline);
    }

    @Override
    public void destroy(PooledConnection connection) {
        connection.frames().close();
        connection.active().close(); // C27
    }
}
