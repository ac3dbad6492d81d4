package robustnet.runner.demo;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.report.Style;

/// The whole run as a table.
final class Summary {
    private static final String ROW = "%-8s%10s%8s%9s%9s%10s%10s";

    private Summary() {}

    /// @param report of type `summary`
    static List<String> of(Report report, Style style) {
        var total = report.total();
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(style.bold("The whole run, %.0f s".formatted(report.seconds())));
        lines.add(
                style.dim(
                        ROW.formatted(
                                "server",
                                "answered",
                                "req/s",
                                "p50 ms",
                                "p99 ms",
                                "connects",
                                "UDP loss")));
        for (var server : report.servers()) {
            lines.add(
                    ROW.formatted(
                            server.server(),
                            Figures.count(server.requests()),
                            Figures.count(server.requestsPerSecond()),
                            server.answers() ? Figures.millis(server.p50Millis()) : "-",
                            server.answers() ? Figures.millis(server.p99Millis()) : "-",
                            Figures.percent(server.connectRate()),
                            Figures.percent(server.udpLoss())));
        }
        lines.add(
                ROW.formatted(
                        "all",
                        Figures.count(total.requests() - total.failed()),
                        Figures.count(total.requestsPerSecond()),
                        Figures.millis(total.p50Millis()),
                        Figures.millis(total.p99Millis()),
                        Figures.percent(total.connectRate()),
                        Figures.percent(total.udpLoss())));
        lines.add(calls(total));
        if (!report.problem().isEmpty()) {
            lines.add(style.bad("A problem that no network excuses: " + report.problem()));
        }
        return lines;
    }

    /// `1,234 calls, 5 failed (2 with an unknown outcome), 67 retries, the slowest 890 ms`
    static String calls(Report.Total total) {
        return "%s calls, %s failed (%s with an unknown outcome), %s retries, the slowest %s ms"
                .formatted(
                        Figures.count(total.requests()),
                        Figures.count(total.failed()),
                        Figures.count(total.unknown()),
                        Figures.count(total.retries()),
                        Figures.millis(total.slowestMillis()));
    }
}
