package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import robustnet.basics.Endpoint;
import robustnet.errors.Deadline;
import robustnet.testkit.FakeClock;
import robustnet.testkit.FakeSleeper;
import robustnet.testkit.Testbed;

/// A race whose every step a test decides: time stands still until it is advanced, and an attempt
/// ends as, and when, the test says.
final class Track implements HappyEyeballs.Attempt {
    /// An attempt that was begun.
    record Start(InetAddress address, Duration at) {}

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration A_MOMENT = Duration.ofMillis(30);

    final FakeClock clock = new FakeClock();
    final List<Start> starts = new CopyOnWriteArrayList<>();
    final List<InetAddress> interrupted = new CopyOnWriteArrayList<>();
    final List<Deadline> deadlines = new CopyOnWriteArrayList<>();
    final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();
    private final FakeSleeper sleeper = FakeSleeper.blocking(clock);
    private final AtomicInteger asleep = new AtomicInteger();
    private final Map<InetAddress, CompletableFuture<Socket>> ends = new ConcurrentHashMap<>();
    private final List<InetAddress> stubborn = new CopyOnWriteArrayList<>();
    private final List<InetAddress> addresses;

    Track(InetAddress... addresses) {
        this.addresses = List.of(addresses);
    }

    HappyEyeballs racer() {
        return new HappyEyeballs(
                _ -> addresses, this, HappyEyeballs.RECOMMENDED_DELAY, this::sleep);
    }

    /// Begins a round on a thread of its own.
    CompletableFuture<Socket> run(Testbed bed, Duration budget) {
        var deadline = Deadline.after(budget, clock::nanoTime);
        return bed.async(() -> racer().connect(new Endpoint("service.example", 443), deadline));
    }

    /// The attempt at `address` will not end when it is interrupted.
    Track stubborn(InetAddress address) {
        stubborn.add(address);
        return this;
    }

    @Override
    public Socket connect(InetSocketAddress address, Deadline deadline) throws IOException {
        var host = address.getAddress();
        deadlines.add(deadline);
        targets.add(address);
        starts.add(new Start(host, clock.elapsed()));
        while (true) {
            try {
                return end(host).get();
            } catch (InterruptedException _) {
                interrupted.add(host);
                if (!stubborn.contains(host)) {
                    throw new InterruptedIOException();
                }
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failure -> throw failure;
                    case RuntimeException bug -> throw bug;
                    case Error error -> throw error;
                    case Throwable other -> throw new AssertionError(other);
                }
            }
        }
    }

    /// The attempt at `address` gets a connection, now or as soon as it begins.
    Socket connects(InetAddress address) {
        var socket = new Socket();
        end(address).complete(socket);
        return socket;
    }

    /// The attempt at `address` fails, now or as soon as it begins.
    void fails(InetAddress address, Throwable failure) {
        end(address).completeExceptionally(failure);
    }

    /// Advances the time when somebody waits for it.
    void advance(int millis) {
        awaitAsleep();
        clock.advance(Duration.ofMillis(millis));
    }

    void awaitAsleep() {
        try {
            sleeper.awaitAsleep(1, PATIENCE);
        } catch (InterruptedException | TimeoutException e) {
            fail("nobody waits by the sleeper for the time of the next attempt", e);
        }
    }

    /// Waits until so many attempts were begun.
    void awaitStarts(int count, String why) {
        soon(why).until(() -> starts.size() >= count);
    }

    /// Looks for a moment whether there are more attempts than `count`.
    void expectNoMoreThan(int count, String why) {
        await(why)
                .during(A_MOMENT)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(starts).as(why).hasSizeLessThanOrEqualTo(count));
    }

    void awaitNobodyAsleep(String when) {
        await("nobody waits by the sleeper " + when)
                .atMost(PATIENCE)
                .until(() -> asleep.get() == 0);
    }

    void awaitInterrupted(InetAddress... losers) {
        soon("the attempts that are not needed any more are interrupted")
                .untilAsserted(() -> assertThat(interrupted).contains(losers));
    }

    /// The result of a round, or what it threw.
    static Throwable failure(CompletableFuture<Socket> round) throws Exception {
        try {
            round.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            return fail("the round should have ended by now", e);
        }
        return fail("the round should have failed, but it returned a connection");
    }

    static Socket winner(CompletableFuture<Socket> round) throws Exception {
        try {
            return round.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return fail("the round should have ended by now, with a connection", e);
        }
    }

    static ConditionFactory soon(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(1));
    }

    private CompletableFuture<Socket> end(InetAddress address) {
        return ends.computeIfAbsent(address, _ -> new CompletableFuture<>());
    }

    private void sleep(Duration duration) throws InterruptedException {
        asleep.incrementAndGet();
        try {
            sleeper.sleep(duration);
        } finally {
            asleep.decrementAndGet();
        }
    }
}
