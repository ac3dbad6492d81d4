package robustnet.platform;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import robustnet.concurrency.ConnectionMetrics.Rates;

/// Writes what happened between samples as one line of JSON.
///
/// Requests a second and latencies are those since `before`; the shares of connections that came
/// about and of heartbeats that were lost are those since `longBefore`, because there are few of
/// them. All other numbers count from the start.
///
/// @param type `tick` or `summary`
/// @param problem what must not happen and did, or nothing
record StackReport(
        String type, StackSample longBefore, StackSample before, StackSample now, String problem) {

    String toJson() {
        var servers =
                IntStream.range(0, now.servers().size())
                        .mapToObj(this::server)
                        .collect(Collectors.joining(","));
        return "{\"type\":\"%s\",\"seconds\":%s,\"total\":%s,\"servers\":[%s],\"problem\":\"%s\"}"
                .formatted(type, number(now.seconds()), total(), servers, escaped(problem));
    }

    private String total() {
        var client = now.client();
        return "{%s,\"connectRate\":%s,\"udpLoss\":%s,\"requests\":%d,\"failed\":%d,"
                        .formatted(
                                rates(client.since(before.client())),
                                connectRate(
                                        now.connected() - longBefore.connected(),
                                        now.refused() - longBefore.refused()),
                                loss(longBefore.heartbeats(), now.heartbeats()),
                                client.requests(),
                                client.failedRequests())
                + "\"unknown\":%d,\"retries\":%d,\"slowestMillis\":%s}"
                        .formatted(now.unknown(), now.retries(), millis(client.latencies().max()));
    }

    private String server(int i) {
        var server = now.servers().get(i);
        var old = longBefore.servers().get(i);
        var pool = server.pool();
        return "{\"server\":%d,\"port\":%d,\"fault\":\"%s\",\"heartbeat\":\"%s\",\"circuit\":\"%s\","
                        .formatted(
                                server.number(),
                                server.port(),
                                server.fault(),
                                server.heartbeat(),
                                server.state().circuit())
                + "%s,\"connectRate\":%s,\"udpLoss\":%s,\"requests\":%d,"
                        .formatted(
                                rates(server.answered().since(before.servers().get(i).answered())),
                                connectRate(
                                        pool.created() - old.pool().created(),
                                        server.refused() - old.refused()),
                                loss(old.heartbeats(), server.heartbeats()),
                                server.answered().requests())
                + "\"connects\":%d,\"idle\":%d,\"lent\":%d,\"waiting\":%d}"
                        .formatted(server.connects(), pool.idle(), pool.lent(), pool.waiting());
    }

    private static String rates(Rates rates) {
        var latencies = rates.latencies();
        return "\"requestsPerSecond\":%s,\"p50Millis\":%s,\"p99Millis\":%s"
                .formatted(
                        number(rates.requests()),
                        millis(latencies.percentile(50)),
                        millis(latencies.percentile(99)));
    }

    private static String connectRate(long connected, long refused) {
        long ended = connected + Math.max(0, refused);
        return number(ended <= 0 ? 1 : (double) connected / ended);
    }

    private static String loss(HeartbeatInbox.Count before, HeartbeatInbox.Count now) {
        long expected = now.expected() - before.expected();
        // A late one takes back a loss of before.
        long lost = Math.max(0, now.lost() - before.lost());
        return number(expected <= 0 ? 0 : Math.min(1, (double) lost / expected));
    }

    private static String millis(Duration duration) {
        return number(duration.toNanos() / 1e6);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }
}
