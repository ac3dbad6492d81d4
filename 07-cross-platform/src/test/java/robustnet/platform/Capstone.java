package robustnet.platform;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import robustnet.concurrency.ConnectionPool;
import robustnet.errors.Backoff;
import robustnet.errors.CircuitBreaker;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Testbed;

/// The whole stack under load and under fire: three servers behind fault proxies, 32 threads that
/// call, and faults that come when so many calls have been answered.
///
/// ```
///   answered     0 %      20 %      30 %     40 %      55 %     60 %        85 %     100 %
///   one server            killed ──────────► revived, with an empty memory
///   another one                     frozen ──────────► thawed
///   the third                                                   corrupts ──► heals
/// ```
///
/// Which server is which, and a shift of each moment, are drawn from the test's seed.
final class Capstone {
    private static final Duration PATIENCE = ofSeconds(1);
    private static final ConnectionPool.Settings POOL =
            new ConnectionPool.Settings(12, 0, ZERO, ofSeconds(60), ofSeconds(60));

    private interface Fault {
        void strike() throws IOException;
    }

    private final Testbed bed;
    private final int goal;
    private final double corruption;
    private final int threads;
    private final Ledger ledger = new Ledger();
    private final Cluster cluster;
    private final RobustClient client;
    private final TreeMap<Integer, Fault> faults = new TreeMap<>();
    private final Load load;

    private Capstone(Testbed bed, int goal, Optional<SSLContext> server, Optional<SSLContext> own)
            throws IOException {
        this.bed = bed;
        this.goal = goal;
        boolean light = own.isEmpty();
        // A TLS handshake is long and much work, and one flipped bit ends it
        corruption = light ? 0.002 : 0.0002;
        threads = light ? 32 : 6;
        cluster = bed.closing(Cluster.start(3, ledger, server, bed.random()));
        var builder =
                RobustClient.builder()
                        .servers(cluster.endpoints())
                        .pool(POOL)
                        .retries(40, new Backoff(ofMillis(5), ofMillis(100)))
                        .attemptTimeout(ofMillis(light ? 200 : 800))
                        .breaker(new CircuitBreaker.Settings(10, 5, 0.5, ofMillis(100)))
                        .random(bed.random());
        own.ifPresent(builder::tls);
        client = bed.closing(builder.build());
        load = new Load(client, goal);
        bed.onFailure(FailureNote.Kind.WIRE, load::toString);
    }

    /// Runs until `goal` calls were acknowledged, and checks all promises.
    static void run(Testbed bed, int goal) throws Exception {
        new Capstone(bed, goal, Optional.empty(), Optional.empty()).run();
    }

    /// The same, all of it with TLS.
    static void run(Testbed bed, int goal, SSLContext server, SSLContext client) throws Exception {
        new Capstone(bed, goal, Optional.of(server), Optional.of(client)).run();
    }

    private void run() throws Exception {
        planFaults();
        List<Future<?>> running = new ArrayList<>();
        running.add(bed.async(this::strike));
        for (int i = 0; i < threads; i++) {
            running.add(bed.async(load::call));
        }
        for (var thread : running) {
            thread.get(30, TimeUnit.SECONDS);
        }
        client.close();
        load.check(ledger.effects(), ledger.twice());
        Track.soon("the servers have no connection any more")
                .until(() -> cluster.openConnections() == 0);
    }

    private void planFaults() {
        int first = bed.random().nextInt(3);
        int second = (first + 1 + bed.random().nextInt(2)) % 3;
        int third = 3 - first - second;
        at(20, () -> cluster.kill(first));
        at(30, () -> cluster.freeze(second));
        at(40, () -> cluster.revive(first));
        at(55, () -> thaw(second));
        at(60, () -> cluster.corrupt(third, corruption));
        at(85, () -> cluster.corrupt(third, 0));
    }

    /// Not before some attempts were given up, or the freeze was none; but a client that never
    /// tries again must not freeze the test.
    private void thaw(int server) {
        long tired = client.retries() + 3;
        long start = System.nanoTime();
        Track.soon("some attempts at the frozen server were given up")
                .until(
                        () ->
                                client.retries() >= tired
                                        || System.nanoTime() - start > PATIENCE.toNanos());
        cluster.thaw(server);
    }

    private void at(int percent, Fault fault) {
        faults.put(goal * percent / 100 + bed.random().nextInt(goal / 50), fault);
    }

    /// One thread for the faults, so that they come in their order.
    private Void strike() throws Exception {
        for (var fault : faults.entrySet()) {
            Track.soon("so many calls are answered: " + fault.getKey())
                    .atMost(ofSeconds(25))
                    .until(() -> load.answered() >= fault.getKey() || load.hasFailed());
            fault.getValue().strike();
        }
        return null;
    }
}
