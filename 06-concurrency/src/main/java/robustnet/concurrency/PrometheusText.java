package robustnet.concurrency;

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

    private PrometheusText() {}

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
        throw new UnsupportedOperationException("TODO 6.3: write the page");
    }
}
