package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import robustnet.basics.Endpoint;
import robustnet.concurrency.Strategy;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;
import robustnet.udp.NanoClock;

/// What the tests of a [RobustClient] have in common.
final class ClientBench {
    static final Backoff SHORT = new Backoff(ofMillis(1), ofMillis(5));

    private ClientBench() {}

    /// A client that asks its servers in turn, and does not pause for long.
    static RobustClientBuilder client(Backend... servers) {
        return to(Stream.of(servers).map(Backend::endpoint).toList());
    }

    /// The same for servers of any kind.
    static RobustClientBuilder to(List<Endpoint> servers) {
        return RobustClient.builder()
                .servers(servers)
                .strategy(Strategy.roundRobin())
                .retries(4, SHORT);
    }

    /// Takes every host for this address.
    static HappyEyeballs leadingTo(InetAddress address) {
        return new HappyEyeballs(
                _ -> List.of(address),
                HappyEyeballs.Attempt.tcp(ofSeconds(5)),
                HappyEyeballs.RECOMMENDED_DELAY,
                Sleeper.system());
    }

    /// Opens at the first failure, and stays open.
    static CircuitBreaker.Settings nervous() {
        return new CircuitBreaker.Settings(1, 1, 1, ofSeconds(60));
    }

    static CircuitBreaker.State circuit(RobustClient client, Backend server) {
        return client.states().get(server.endpoint()).circuit();
    }

    static String call(RobustClient client, String text) throws Exception {
        return new String(client.call(text.getBytes(UTF_8), in(ofSeconds(3))), UTF_8);
    }

    static Deadline in(Duration budget) {
        return Deadline.after(budget, NanoClock.system());
    }
}
