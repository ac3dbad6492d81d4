package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import robustnet.concurrency.PrometheusText;

/// Serves a page of metrics where Prometheus, or a browser, can fetch it: on loopback only. Safe
/// for use by many threads.
final class StackMetricsPage implements AutoCloseable {
    private final HttpServer server;

    /// @param page writes the page; asked again for each request
    StackMetricsPage(Supplier<String> page) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = HttpServer.create(loopback, 0);
        server.createContext("/metrics", exchange -> answer(exchange, page.get()));
        server.start();
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        try (exchange) {
            var bytes = page.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", PrometheusText.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
