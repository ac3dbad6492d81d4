package robustnet.runner.demo;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One line that the stack writes: how things stand, a second since the one before or, in a
/// summary, since the start.
///
/// @param type `start`, `tick` or `summary`
/// @param seconds since the start
/// @param metrics where the page for Prometheus is; only in a `start`
/// @param total the client's view; not in a `start`
/// @param servers in order; not in a `start`
/// @param problem what no network should bring about, and happened; empty if nothing has
record Report(
        String type,
        double seconds,
        String metrics,
        Total total,
        List<Server> servers,
        String problem) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /// @param connectRate the part of the connections that came about, 0 to 1, of the last 5 s
    /// @param udpLoss the part of the heartbeats that were lost, 0 to 1, of the last 5 s
    /// @param requests calls since the start
    /// @param failed those of them that failed
    /// @param unknown those of the failed whose outcome nobody knows
    record Total(
            double requestsPerSecond,
            double p50Millis,
            double p99Millis,
            double connectRate,
            double udpLoss,
            long requests,
            long failed,
            long unknown,
            long retries,
            double slowestMillis) {}

    /// One server, as the client sees it.
    ///
    /// @param fault `NONE`, `KILLED`, `FROZEN`, `SLOW` or `CORRUPT`
    /// @param heartbeat `UP`, `SUSPECT` or `DOWN`
    /// @param circuit `CLOSED`, `OPEN` or `HALF_OPEN`
    /// @param requests calls that it has answered since the start
    /// @param connects connections to it that were begun since the start
    /// @param idle connections in its pool
    /// @param lent connections in use
    /// @param waiting calls that wait for one
    record Server(
            int server,
            int port,
            String fault,
            String heartbeat,
            String circuit,
            double requestsPerSecond,
            double p50Millis,
            double p99Millis,
            double connectRate,
            double udpLoss,
            long requests,
            long connects,
            int idle,
            int lent,
            int waiting) {
        boolean answers() {
            return requestsPerSecond > 0;
        }

        boolean well() {
            return fault.equals("NONE");
        }
    }

    /// @throws IllegalArgumentException if this is no such line
    static Report of(String json) {
        try {
            return MAPPER.readValue(json, Report.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a report: " + json, e);
        }
    }

    boolean isTick() {
        return type.equals("tick");
    }
}
