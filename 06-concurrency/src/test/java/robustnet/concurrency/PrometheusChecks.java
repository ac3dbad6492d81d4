package robustnet.concurrency;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import robustnet.concurrency.ConnectionMetrics.Snapshot;
import robustnet.testkit.FakeClock;

/// What a page of [PrometheusText] must look like.
final class PrometheusChecks {
    private static final List<String> TYPES =
            List.of(
                    "app_connect_attempts_total counter",
                    "app_connect_successes_total counter",
                    "app_connect_failures_total counter",
                    "app_connections_active gauge",
                    "app_requests_total counter",
                    "app_failed_requests_total counter",
                    "app_received_bytes_total counter",
                    "app_sent_bytes_total counter",
                    "app_request_duration_seconds summary");
    private static final Pattern SAMPLE =
            Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[a-z]+=\"[^\"]*\"})? [-+.0-9eENa]+");

    private PrometheusChecks() {}

    private static Snapshot snapshot(FakeClock clock) {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        IntStream.range(0, 12).mapToObj(_ -> metrics.connecting()).forEach(a -> a.connected());
        IntStream.range(0, 3).forEach(_ -> metrics.connecting().close());
        metrics.connecting().connected().close();
        for (int i = 1; i <= 100; i++) {
            metrics.answered(ofMillis(i), 1000, 20_000_000_000L);
        }
        metrics.failed(ofMillis(2500));
        return metrics.snapshot();
    }

    static void aPageHasAllNumbers(FakeClock clock) {
        var values = values(PrometheusText.of(snapshot(clock), "app"));

        assertValue(values, "app_connect_attempts_total", 16);
        assertValue(values, "app_connect_successes_total", 13);
        assertValue(values, "app_connect_failures_total", 3);
        assertValue(values, "app_connections_active", 12);
        assertValue(values, "app_requests_total", 101);
        assertValue(values, "app_failed_requests_total", 1);
        assertValue(values, "app_received_bytes_total", 100_000);
        assertValue(values, "app_sent_bytes_total", 2e12);
        assertValue(values, "app_request_duration_seconds{quantile=\"0.5\"}", 0.051);
        assertValue(values, "app_request_duration_seconds{quantile=\"0.9\"}", 0.091);
        assertValue(values, "app_request_duration_seconds{quantile=\"0.99\"}", 0.1);
        assertValue(values, "app_request_duration_seconds{quantile=\"1\"}", 2.5);
        assertValue(values, "app_request_duration_seconds_sum", 5.05 + 2.5);
        assertValue(values, "app_request_duration_seconds_count", 101);
        assertThat(values).as("the values on the page").hasSize(14);
    }

    static void eachLineIsInTheFormat(FakeClock clock) {
        var page = PrometheusText.of(snapshot(clock), "app");

        assertThat(page).as("the page").endsWith("\n").doesNotContain("\r");
        assertThat(lines(page, "# TYPE ")).as("the lines TYPE").containsExactlyElementsOf(TYPES);
        assertThat(lines(page, "# HELP ").stream().map(line -> line.split(" ")[0]))
                .as("the names in the lines HELP")
                .containsExactlyElementsOf(TYPES.stream().map(t -> t.split(" ")[0]).toList());
        assertThat(page.lines().filter(line -> !line.startsWith("#")))
                .as("the lines with values")
                .allMatch(line -> SAMPLE.matcher(line).matches());
        assertThat(page.lines().map(PrometheusChecks::metric).distinct())
                .as("the metrics, in the order in which their lines begin")
                .containsExactlyElementsOf(TYPES.stream().map(t -> t.split(" ")[0]).toList());
        assertThat(page.lines().filter(line -> line.contains("_duration_")).map(l -> l.charAt(0)))
                .as("how the lines of the summary begin: its comments come first")
                .containsExactly('#', '#', 'a', 'a', 'a', 'a', 'a', 'a');
    }

    static void numbersAreForMachines(FakeClock clock) {
        var snapshot = snapshot(clock);
        var expected = PrometheusText.of(snapshot, "app");
        var usual = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(PrometheusText.of(snapshot, "app"))
                        .as("the page where the default locale is %s", tag)
                        .isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(usual);
        }
        assertThat(lines(expected, "app_request_duration_seconds_sum "))
                .as("the sum of the latencies")
                .allMatch(value -> value.matches("7\\.[0-9E]+"));
    }

    static void shortTimesAreExact(FakeClock clock) {
        var metrics = new ConnectionMetrics(clock::nanoTime);
        metrics.answered(Duration.ofNanos(1_500), 1, 1);
        var values = values(PrometheusText.of(metrics.snapshot(), "app"));

        assertValue(values, "app_request_duration_seconds{quantile=\"0.5\"}", 0.000_001_5);
        assertValue(values, "app_request_duration_seconds_sum", 0.000_001_5);
    }

    static void ofNothing(FakeClock clock) {
        var page = PrometheusText.of(new ConnectionMetrics(clock::nanoTime).snapshot(), "_x:1");
        var values = values(page);

        for (String quantile : List.of("0.5", "0.9", "0.99", "1")) {
            assertThat(values.get("_x:1_request_duration_seconds{quantile=\"" + quantile + "\"}"))
                    .as("quantile %s of no requests", quantile)
                    .isNaN();
        }
        assertValue(values, "_x:1_request_duration_seconds_sum", 0);
        assertValue(values, "_x:1_request_duration_seconds_count", 0);
    }

    static void refusesAWrongPrefix(FakeClock clock) {
        var snapshot = new ConnectionMetrics(clock::nanoTime).snapshot();
        for (String wrong : List.of("", "1app", "my-app", "app ", "äpp", "app\n", "app\nx 1\ny")) {
            assertThatThrownBy(() -> PrometheusText.of(snapshot, wrong), "the prefix '%s'", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertValue(Map<String, Double> values, String name, double right) {
        assertThat(values).as("the page's values").containsKey(name);
        assertThat(values.get(name)).as(name).isCloseTo(right, within(0.01 * right));
    }

    private static Map<String, Double> values(String page) {
        return page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
    }

    private static List<String> lines(String page, String beginning) {
        return page.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    /// The metric that a line is about.
    private static String metric(String line) {
        var name = Stream.of(line.split("[ {]")).filter(word -> word.contains("app_")).findFirst();
        return name.orElse(line).replaceFirst("(_seconds)_(sum|count)$", "$1");
    }
}
