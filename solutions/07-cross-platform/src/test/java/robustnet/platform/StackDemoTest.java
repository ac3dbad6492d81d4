package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo of the whole stack")
class StackDemoTest {
    private static final Pattern METRICS = Pattern.compile("http://127.0.0.1:\\d+/metrics");

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    @DisplayName("a killed server answers nothing, and answers again once it is restored")
    void serverRecovers() throws Exception {
        try (var demo = new StackDemo(2, lines::add, ofMillis(100))) {
            awaitTick(".*\"server\":1,[^}]*\"fault\":\"NONE\"[^}]*PerSecond\":[1-9].*");

            demo.obey("kill 1");
            awaitTick(".*\"server\":1,[^}]*\"fault\":\"KILLED\"[^}]*PerSecond\":0\\.0.*");

            demo.obey("restore 1");
            awaitTick(
                    ".*\"server\":1,[^}]*\"fault\":\"NONE\",\"heartbeat\":\"UP\","
                            + "\"circuit\":\"CLOSED\"[^}]*PerSecond\":[1-9].*");

            assertThat(metrics()).contains("client_requests_total", "server_2_requests_total");
        }
        assertThat(lines.getLast())
                .startsWith("{\"type\":\"summary\"")
                .endsWith("\"problem\":\"\"}");
    }

    /// Waits until the newest line is a tick like that.
    private void awaitTick(String pattern) {
        await().atMost(ofSeconds(10))
                .pollInterval(ofMillis(20))
                .untilAsserted(() -> assertThat(lines.getLast()).matches(pattern));
    }

    private String metrics() throws Exception {
        var match = METRICS.matcher(lines.getFirst());
        assertThat(match.find()).as("whether the first line names the page of metrics").isTrue();
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(match.group())).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
