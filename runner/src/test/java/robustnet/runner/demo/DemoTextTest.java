package robustnet.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.report.Style;

@DisplayName("What ./learn demo shows")
class DemoTextTest {
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    @DisplayName(
            "the screen has a row for each server and one for all, what was done, and the keys")
    void drawsScreen() {
        assertThat(screen(100))
                .isEqualTo(
                        """
                        The whole stack, on your code
                        q quit   1-9 choose a server   k kill  f freeze  s slow  c corrupt  r restore

                          #  state    beats    breaker     req/s  p50 ms  p99 ms  connects  loss   pool
                          1  runs     up       closed      1,235     0.9     150     100 %   5 %    7+1
                        > 2  killed   down     half-open       0       -       -      57 %   0 %    0+0
                          all                              1,235     0.9     150      99 %   6 %    7+1

                          req/s   ▁▄█ up to 1,400
                          p99 ms  █▁▁ up to 150
                          3,702 calls, 2 failed (1 with an unknown outcome), 11 retries, the slowest 1,053 ms

                            2 s  kill 2




                          metrics for Prometheus: curl http://127.0.0.1:9000/metrics
                        """);
    }

    @Test
    @DisplayName(
            "a row that is too long for the screen is cut, and no figure looks smaller by that")
    void cutsLines() {
        assertThat(screen(18).lines())
                .allMatch(line -> line.length() <= 18)
                .contains("  1  runs     up …", "  req/s   █ up to…");
        assertThat(screen(80))
                .contains("  3,702 calls, 2 failed", "retries, the slowest\n    1,053 ms\n");
        assertThat(screen(24)).contains("\n  req/s   ▄█ up to 1,400\n");
    }

    @Test
    @DisplayName("a server that something is wrong with stands out, and so does the chosen one")
    void marksRows() {
        var lines = text(1).lines(80);

        assertThat(lines)
                .filteredOn(line -> line.kind() == ScreenText.Kind.BAD)
                .singleElement()
                .matches(line -> line.text().contains("killed"));
        assertThat(lines)
                .filteredOn(line -> line.kind() == ScreenText.Kind.CHOSEN)
                .singleElement()
                .matches(line -> line.text().startsWith("> 1"));
    }

    @Test
    @DisplayName("without a screen there is a line a second, and a table at the end")
    void writesLines() {
        var view = new LineView(out, Style.plain());
        view.show(Reports.start());
        view.note("kill 2");
        view.show(Reports.tick());
        view.show(Reports.summary());

        assertThat(text)
                .hasToString(
                        """
                        metrics for Prometheus: http://127.0.0.1:9000/metrics
                               kill 2
                          3 s  1,235 req/s  p50   0.9 ms  p99   150 ms  connects  99 %  UDP loss  6 %  \
                        retries 11, failed 2  | 1 runs, 2 killed (breaker half-open)

                        The whole run, 3 s
                        server    answered   req/s   p50 ms   p99 ms  connects  UDP loss
                        1            3,100   1,235      0.9      150     100 %       5 %
                        2              600       0        -        -      57 %       0 %
                        all          3,700   1,235      0.9      150      99 %       6 %
                        3,702 calls, 2 failed (1 with an unknown outcome), 11 retries, the slowest 1,053 ms
                        """);
    }

    @Test
    @DisplayName("as JSON, the lines are those of the stack")
    void passesJsonOn() {
        new JsonView(out).show(Reports.tick());

        assertThat(text).hasToString(Reports.tick().json() + "\n");
    }

    private static String screen(int columns) {
        return text(2).lines(columns).stream()
                .map(ScreenText.Line::text)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static ScreenText text(int chosen) {
        return new ScreenText(
                "The whole stack, on your code",
                Reports.tick().report(),
                chosen,
                List.of(0.0, 600.0, 1400.0),
                List.of(150.0, 2.0, 0.0),
                "▁▂▃▄▅▆▇█",
                List.of("  2 s  kill 2"),
                "http://127.0.0.1:9000/metrics");
    }
}
