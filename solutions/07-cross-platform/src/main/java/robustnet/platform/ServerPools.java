package robustnet.platform;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import robustnet.basics.Endpoint;
import robustnet.concurrency.ConnectionPool;
import robustnet.concurrency.ConnectionPool.Stats;
import robustnet.errors.Deadline;

/// The pools of a [RobustClient], one for each server, and the thread that looks after them.
final class ServerPools implements AutoCloseable {
    /// There is no connection because the client was closed, which says nothing about a server.
    static final class ClosedException extends SocketException {
        private static final long serialVersionUID = 1;

        private ClosedException(IllegalStateException cause) {
            super("the client was closed", cause);
        }
    }

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<Endpoint, ConnectionPool<PooledConnection>> pools = new LinkedHashMap<>();
    private final ClientSettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);

    ServerPools(ClientSettings settings) {
        this.settings = settings;
        for (var server : settings.servers()) {
            var factory = new ConnectionFactory(server, settings);
            var clock = settings.connection().clock();
            pools.put(server, new ConnectionPool<>(settings.pool(), factory, clock));
        }
        Thread.ofVirtual().name("pool-maintenance").start(this::maintain);
    }

    /// Lends a connection, as the server's pool does.
    ///
    /// @throws ClosedException if the client was closed
    ConnectionPool.Lease<PooledConnection> borrow(Endpoint server, Deadline limit)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return pools.get(server).borrow(limit);
        } catch (IllegalStateException e) {
            throw new ClosedException(e);
        }
    }

    Map<Endpoint, Stats> stats() {
        var stats = new LinkedHashMap<Endpoint, Stats>();
        pools.forEach((server, pool) -> stats.put(server, pool.stats()));
        return Collections.unmodifiableMap(stats);
    }

    private void maintain() {
        try {
            do {
                for (var pool : pools.values()) {
                    var clock = settings.connection().clock();
                    pool.maintain(Deadline.after(settings.attemptTimeout(), clock));
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // Nobody interrupts it.
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        pools.values().forEach(ConnectionPool::close);
    }
}
