package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static robustnet.platform.HappyEyeballs.RECOMMENDED_DELAY;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
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

    /// A sleep, and whether it has ended.
    private static final class Sleep {
        final Duration end;
        volatile boolean over;

        Sleep(Duration end) {
            this.end = end;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration A_TICK = Duration.ofMillis(1);
    private static final Duration A_MOMENT = Duration.ofMillis(30);

    final FakeClock clock = new FakeClock();
    final List<Start> starts = new CopyOnWriteArrayList<>();
    final List<InetAddress> interrupted = new CopyOnWriteArrayList<>();
    final List<Deadline> deadlines = new CopyOnWriteArrayList<>();
    final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();
    private final FakeSleeper sleeper = FakeSleeper.blocking(clock);
    private final List<Sleep> sleeps = new CopyOnWriteArrayList<>();
    private final Map<InetAddress, CompletableFuture<Socket>> ends = new ConcurrentHashMap<>();
    private final List<InetAddress> stubborn = new CopyOnWriteArrayList<>();
    private final List<InetAddress> addresses;

    Track(InetAddress... addresses) {
        this.addresses = List.of(addresses);
    }

    /// Begins a round on a thread of its own.
    CompletableFuture<Socket> run(Testbed bed, Duration budget) {
        return run(bed, budget, RECOMMENDED_DELAY);
    }

    CompletableFuture<Socket> run(Testbed bed, Duration budget, Duration delay) {
        return bed.async(() -> race(budget, delay));
    }

    /// Runs a round on the current thread.
    Socket race(Duration budget, Duration delay) throws IOException, InterruptedException {
        return new HappyEyeballs(_ -> addresses, this, delay, this::sleep)
                .connect(
                        new Endpoint("service.example", 443),
                        Deadline.after(budget, clock::nanoTime));
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
        awaitThat(why, () -> starts.size() >= count);
    }

    /// Looks for a moment whether there are more attempts than `count`.
    void expectNoMoreThan(int count, String why) {
        expectNoMoreThan(count, A_MOMENT, why);
    }

    void expectNoMoreThan(int count, Duration moment, String why) {
        try {
            await(why).atMost(moment).pollInterval(A_TICK).until(() -> starts.size() > count);
        } catch (ConditionTimeoutException _) {
            return; // as it should be
        }
        assertThat(starts).as(why).hasSizeLessThanOrEqualTo(count);
    }

    void awaitNobodyAsleep(String when) {
        awaitThat(
                "nobody waits by the sleeper " + when,
                () -> sleeps.stream().allMatch(sleep -> sleep.over));
    }

    /// Waits until somebody sleeps, to be awake by `endMillis` after the beginning.
    ///
    /// @return whether that sleep has ended
    BooleanSupplier awaitAsleepUntil(int endMillis) {
        var end = Duration.ofMillis(endMillis);
        var found = new ArrayList<Sleep>();
        awaitThat(
                "somebody waits by the sleeper for the end of the delay",
                () -> {
                    sleeps.stream()
                            .filter(sleep -> sleep.end.compareTo(clock.elapsed()) > 0)
                            .filter(sleep -> sleep.end.compareTo(end) <= 0)
                            .forEach(found::add);
                    return !found.isEmpty();
                });
        return () -> found.stream().allMatch(sleep -> sleep.over);
    }

    void awaitInterrupted(InetAddress... losers) {
        awaitThat(
                "the attempts that are not needed any more are interrupted",
                () -> interrupted.containsAll(List.of(losers)));
    }

    /// What a round has thrown, which must have ended.
    ///
    /// @param why it must have ended by now
    static Throwable failure(CompletableFuture<Socket> round, String why) throws Exception {
        try {
            ended(round, why);
        } catch (ExecutionException e) {
            return e.getCause();
        }
        return fail("the round should have failed, but it returned a connection: " + why);
    }

    /// What a round has returned, which must have ended.
    ///
    /// @param why it must have ended by now
    static Socket ended(CompletableFuture<Socket> round, String why) throws Exception {
        try {
            return round.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return fail("the round should have ended by now: " + why);
        }
    }

    /// Waits until `condition` holds.
    static void awaitThat(String what, BooleanSupplier condition) {
        try {
            soon(what).until(condition::getAsBoolean);
        } catch (ConditionTimeoutException _) { // its message is about itself
            fail("not within 2 s: " + what);
        }
    }

    static ConditionFactory soon(String what) {
        return await(what).atMost(PATIENCE).pollInterval(A_TICK);
    }

    private CompletableFuture<Socket> end(InetAddress address) {
        return ends.computeIfAbsent(address, _ -> new CompletableFuture<>());
    }

    private void sleep(Duration duration) throws InterruptedException {
        var sleep = new Sleep(clock.elapsed().plus(duration));
        sleeps.add(sleep);
        try {
            sleeper.sleep(duration);
        } finally {
            sleep.over = true;
        }
    }
}
