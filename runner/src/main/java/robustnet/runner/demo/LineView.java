package robustnet.runner.demo;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import robustnet.runner.report.Style;

/// One line a second, and a summary: for pipes, logs and plain terminals.
final class LineView implements DemoView {
    private final PrintWriter out;
    private final Style style;

    LineView(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public void show(StackProcess.Message message) {
        var report = message.report();
        switch (report.type()) {
            case "start" -> out.println("metrics for Prometheus: " + report.metrics());
            case "tick" -> tick(report);
            default -> Summary.of(report, style).forEach(out::println);
        }
        out.flush();
    }

    @Override
    public void note(String command) {
        out.println(style.dim("       " + command));
        out.flush();
    }

    private void tick(Report report) {
        var total = report.total();
        out.println(
                "%3.0f s %6s req/s  p50 %5s ms  p99 %5s ms  connects %5s  UDP loss %4s  retries %s, failed %s  | %s"
                        .formatted(
                                report.seconds(),
                                Figures.count(total.requestsPerSecond()),
                                Figures.millis(total.p50Millis()),
                                Figures.millis(total.p99Millis()),
                                Figures.percent(total.connectRate()),
                                Figures.percent(total.udpLoss()),
                                Figures.count(total.retries()),
                                Figures.count(total.failed()),
                                report.servers().stream()
                                        .map(this::server)
                                        .collect(Collectors.joining(", "))));
    }

    /// `2 frozen, open`
    private String server(Report.Server server) {
        var text = server.server() + " " + Words.state(server);
        if (!server.circuit().equals("CLOSED")) {
            text += " (breaker " + Words.circuit(server) + ")";
        }
        return server.well() ? text : style.bad(text);
    }
}
