package robustnet.runner.demo;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.screen.Width;

/// What stands on the screen, without colours.
///
/// @param title the first line
/// @param report the last tick; null before the first
/// @param chosen the server that the keys are for, from 1
/// @param throughput requests a second, the newest last
/// @param p99Millis the same for the 99th percentile
/// @param bars letters of growing height
/// @param events what was done, the newest first
/// @param metrics where the page for Prometheus is; empty if that is not known yet
record ScreenText(
        String title,
        Report report,
        int chosen,
        List<Double> throughput,
        List<Double> p99Millis,
        String bars,
        List<String> events,
        String metrics) {
    private static final String ROW = "%-2s%-3s%-9s%-9s%-10s%7s%8s%8s%10s%6s%7s";
    private static final String KEYS =
            "q quit   1-9 choose a server   k kill  f freeze  s slow  c corrupt  r restore";
    private static final int EVENTS = 4;

    /// How a line is set off.
    enum Kind {
        TITLE,
        PLAIN,
        DIM,
        /// The chosen server.
        CHOSEN,
        /// A server that something is wrong with.
        BAD
    }

    record Line(String text, Kind kind) {}

    /// @param columns how wide the screen is; figures in words are broken there, the rest is cut
    List<Line> lines(int columns) {
        var lines = new ArrayList<Line>();
        lines.add(new Line(title, Kind.TITLE));
        lines.add(new Line(KEYS, Kind.DIM));
        lines.add(new Line("", Kind.PLAIN));
        if (report == null) {
            lines.add(new Line("  starting ...", Kind.DIM));
        } else {
            table(lines);
            lines.add(new Line("", Kind.PLAIN));
            lines.add(chart("  req/s   ", throughput, columns));
            lines.add(chart("  p99 ms  ", p99Millis, columns));
            lines.addAll(words(Summary.calls(report.total()), Kind.PLAIN, columns));
            if (!report.problem().isEmpty()) {
                lines.addAll(words("problem: " + report.problem(), Kind.BAD, columns));
            }
        }
        lines.add(new Line("", Kind.PLAIN));
        for (int i = 0; i < EVENTS; i++) {
            lines.add(new Line(i < events.size() ? "  " + events.get(i) : "", Kind.DIM));
        }
        lines.add(new Line("", Kind.PLAIN));
        if (!metrics.isEmpty()) {
            lines.add(new Line("  metrics for Prometheus: curl " + metrics, Kind.DIM));
        }
        return lines.stream().map(line -> cut(line, columns)).toList();
    }

    private void table(List<Line> lines) {
        lines.add(
                new Line(
                        ROW.formatted(
                                "",
                                "#",
                                "state",
                                "beats",
                                "breaker",
                                "req/s",
                                "p50 ms",
                                "p99 ms",
                                "connects",
                                "loss",
                                "pool"),
                        Kind.DIM));
        report.servers().forEach(server -> lines.add(row(server)));
        var total = report.total();
        lines.add(
                new Line(
                        ROW.formatted(
                                "",
                                "all",
                                "",
                                "",
                                "",
                                Figures.count(total.requestsPerSecond()),
                                Figures.millis(total.p50Millis()),
                                Figures.millis(total.p99Millis()),
                                Figures.percent(total.connectRate()),
                                Figures.percent(total.udpLoss()),
                                pool(report.servers())),
                        Kind.PLAIN));
    }

    private Line row(Report.Server server) {
        boolean chosenOne = server.server() == chosen;
        var text =
                ROW.formatted(
                        chosenOne ? ">" : "",
                        server.server(),
                        Words.state(server),
                        Words.heartbeat(server),
                        Words.circuit(server),
                        Figures.count(server.requestsPerSecond()),
                        server.answers() ? Figures.millis(server.p50Millis()) : "-",
                        server.answers() ? Figures.millis(server.p99Millis()) : "-",
                        Figures.percent(server.connectRate()),
                        Figures.percent(server.udpLoss()),
                        pool(List.of(server)));
        boolean well =
                server.well()
                        && server.heartbeat().equals("UP")
                        && server.circuit().equals("CLOSED");
        return new Line(text, !well ? Kind.BAD : chosenOne ? Kind.CHOSEN : Kind.PLAIN);
    }

    /// `4+2`: idle connections and lent ones
    private static String pool(List<Report.Server> servers) {
        return servers.stream().mapToInt(Report.Server::idle).sum()
                + "+"
                + servers.stream().mapToInt(Report.Server::lent).sum();
    }

    private static List<Line> words(String text, Kind kind, int columns) {
        var together = text.replace(" ms", "\u00a0ms"); // a figure is not torn from its unit
        return Width.wrap(together, columns, "  ", "    ").stream()
                .map(line -> new Line(line.replace('\u00a0', ' '), kind))
                .toList();
    }

    /// `▁▃█ up to 120`, of the newest values that have room
    private Line chart(String name, List<Double> values, int columns) {
        double max = values.stream().mapToDouble(value -> value).max().orElse(0);
        var scale = " up to " + Figures.count(max);
        int room = Math.max(1, columns - name.length() - scale.length());
        var text = new StringBuilder(name);
        for (double value : values.subList(Math.max(0, values.size() - room), values.size())) {
            int height = max == 0 ? 0 : (int) Math.round(value / max * (bars.length() - 1));
            text.append(bars.charAt(height));
        }
        return new Line(text + scale, Kind.PLAIN);
    }

    private static Line cut(Line line, int columns) {
        return new Line(Width.cut(line.text(), columns), line.kind());
    }
}
