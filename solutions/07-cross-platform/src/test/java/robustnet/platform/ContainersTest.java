package robustnet.platform;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import robustnet.concurrency.ConnectionPool;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.testkit.docker.Docker;

/// The capstone of exercise 7.7 over containers: each server is a process, on a network of its own.
@DisplayName("the whole stack over containers")
@Timeout(120)
class ContainersTest {
    private static final int GOAL = 4_000;
    private static final int THREADS = 16;

    @Test
    @DisplayName("one restarted, one stopped, one paused: nothing is lost, nothing runs twice")
    void keepsItsPromises() throws Exception {
        Docker.assume("eclipse-temurin:25-jre");
        try (var servers = Containers.start(3)) {
            var client = client(servers);
            var load = new Load(client, GOAL);

            try (client;
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Void>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    running.add(threads.submit(load::call));
                }
                awaitAnswered(load, 20);
                servers.restart(0);
                awaitAnswered(load, 45);
                servers.stop(1);
                awaitAnswered(load, 60);
                servers.pause(2);
                awaitAnswered(load, 75);
                servers.unpause(2);
                for (var thread : running) {
                    thread.get(60, TimeUnit.SECONDS);
                }
            }

            var ledger = new Ledger();
            servers.readInto(ledger);
            load.check(ledger.effects(), ledger.twice());
        }
    }

    private static RobustClient client(Containers servers) {
        return RobustClient.builder()
                .servers(servers.endpoints())
                .pool(new ConnectionPool.Settings(12, 0, ZERO, ofSeconds(60), ofSeconds(60)))
                .retries(40, new Backoff(ofMillis(5), ofMillis(100)))
                .attemptTimeout(ofMillis(300))
                .breaker(new CircuitBreaker.Settings(10, 5, 0.5, ofMillis(100)))
                .build();
    }

    private static void awaitAnswered(Load load, int percent) {
        await("%d %% of the calls are answered: %s".formatted(percent, load))
                .atMost(ofSeconds(60))
                .pollInterval(ofMillis(5))
                .until(() -> load.answered() >= GOAL * percent / 100 || load.hasFailed());
    }
}
