package robustnet.platform;

import java.util.List;
import robustnet.concurrency.BackendState;
import robustnet.concurrency.ConnectionMetrics.Snapshot;
import robustnet.concurrency.ConnectionPool;
import robustnet.udp.HeartbeatMonitor;

/// All that the [StackDemo] had counted at one moment.
///
/// @param seconds since its start
/// @param client what the client had counted
/// @param retries attempts beside the first ones
/// @param unknown calls whose outcome nobody knows
/// @param servers in order
record StackSample(
        double seconds, Snapshot client, long retries, long unknown, List<Server> servers) {
    /// @param answered the calls that this server has answered
    /// @param connects connections to it that were begun
    /// @param heartbeats what came of its heartbeats
    record Server(
            int number,
            int port,
            StackServer.Fault fault,
            HeartbeatMonitor.Status heartbeat,
            BackendState state,
            ConnectionPool.Stats pool,
            Snapshot answered,
            long connects,
            HeartbeatInbox.Count heartbeats) {
        Server(
                StackServer server,
                HeartbeatMonitor.Status heartbeat,
                BackendState state,
                ConnectionPool.Stats pool,
                long connects) {
            this(
                    server.number(),
                    server.endpoint().port(),
                    server.fault(),
                    heartbeat,
                    state,
                    pool,
                    server.answered().snapshot(),
                    connects,
                    server.heartbeats());
        }

        /// Connections that did not come about; those that are being opened do not count.
        long refused() {
            return Math.max(0, connects - pool.created() - pool.pending());
        }
    }

    long connected() {
        return servers.stream().mapToLong(server -> server.pool().created()).sum();
    }

    long refused() {
        return servers.stream().mapToLong(Server::refused).sum();
    }

    HeartbeatInbox.Count heartbeats() {
        return new HeartbeatInbox.Count(
                servers.stream().mapToLong(server -> server.heartbeats().expected()).sum(),
                servers.stream().mapToLong(server -> server.heartbeats().lost()).sum());
    }
}
