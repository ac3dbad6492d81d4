package robustnet.concurrency;

import java.time.Duration;
import java.util.regex.Pattern;
import robustnet.concurrency.ConnectionMetrics.Snapshot;

/// Writes metrics as Prometheus reads them: its text exposition format, version 0.0.4.
///
/// Each line is a comment, or a name and its value. With the prefix `app`:
///
/// ```
///   # HELP app_connect_attempts_total Attempts to connect.
///   # TYPE app_connect_attempts_total counter
///   app_connect_attempts_total 12
/// ```
///
/// No metric has a label for the peer. Each value of a label is a series of its own, which whoever
/// stores them has to keep, and there is no end to the ports of clients.
public final class PrometheusText {
    /// What an HTTP server says that the text is, in its `Content-Type`.
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final double NANOS_PER_SECOND = 1e9;

    private final StringBuilder text = new StringBuilder();
    private final String prefix;

    private PrometheusText(String prefix) {
        this.prefix = prefix;
    }

    /// Returns a page with all numbers of a snapshot. Each line ends with a line feed, the last one
    /// too; a number looks the same whatever the default locale is. It has in this order, each with
    /// a line `HELP` and a line `TYPE` before it, and the prefix and `_` before its name:
    ///
    /// | name | type |
    /// |---|---|
    /// | `connect_attempts_total` | counter |
    /// | `connect_successes_total` | counter |
    /// | `connect_failures_total` | counter |
    /// | `connections_active` | gauge |
    /// | `requests_total` | counter |
    /// | `failed_requests_total` | counter |
    /// | `received_bytes_total` | counter |
    /// | `sent_bytes_total` | counter |
    /// | `request_duration_seconds` | summary |
    ///
    /// The summary has a line for each of the labels `quantile="0.5"`, `"0.9"`, `"0.99"` and `"1"`,
    /// in this order, then one named `request_duration_seconds_sum` and one named
    /// `request_duration_seconds_count`. Seconds are as exact as the latencies: 1 µs is not 0. Of
    /// no requests, the quantiles are `NaN`, and the sum is 0.
    ///
    /// @param prefix what all names begin with: a letter, `_` or `:`, then letters, digits, `_` and
    ///   `:`, all of them ASCII
    /// @throws IllegalArgumentException if the prefix is not like that
    public static String of(Snapshot snapshot, String prefix) {
        if (!NAME.matcher(prefix).matches()) {
            throw new IllegalArgumentException("not a prefix for names: " + prefix);
        }
        var page = new PrometheusText(prefix);
        page.counter("connect_attempts_total", "Attempts to connect.", snapshot.attempts());
        page.counter("connect_successes_total", "Those that succeeded.", snapshot.successes());
        page.counter("connect_failures_total", "Those that failed.", snapshot.failures());
        page.head("connections_active", "gauge", "Connections that are open now.");
        page.line("connections_active", Long.toString(snapshot.active()));
        page.counter("requests_total", "Requests, answered or failed.", snapshot.requests());
        page.counter("failed_requests_total", "Those that failed.", snapshot.failedRequests());
        page.counter("received_bytes_total", "Bytes that came in.", snapshot.bytesIn());
        page.counter("sent_bytes_total", "Bytes that went out.", snapshot.bytesOut());
        page.summary("request_duration_seconds", snapshot.latencies());
        return page.text.toString();
    }

    private void counter(String name, String help, long value) {
        head(name, "counter", help);
        line(name, Long.toString(value));
    }

    private void summary(String name, Latencies latencies) {
        head(name, "summary", "How long requests took.");
        for (var quantile : new String[] {"0.5", "0.9", "0.99", "1"}) {
            var latency = latencies.percentile(100 * Double.parseDouble(quantile));
            line(
                    "%s{quantile=\"%s\"}".formatted(name, quantile),
                    latencies.count() == 0 ? "NaN" : seconds(latency));
        }
        line(name + "_sum", seconds(latencies.total()));
        line(name + "_count", Long.toString(latencies.count()));
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(prefix).append('_').append(name).append(' ').append(help);
        text.append("\n# TYPE ").append(prefix).append('_').append(name).append(' ').append(type);
        text.append('\n');
    }

    private void line(String name, String value) {
        text.append(prefix).append('_').append(name).append(' ').append(value).append('\n');
    }

    private static String seconds(Duration time) {
        return Double.toString(time.toNanos() / NANOS_PER_SECOND); // a point, in every locale
    }
}
