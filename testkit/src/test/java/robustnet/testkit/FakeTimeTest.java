package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Fake time")
class FakeTimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FakeClock clock = new FakeClock();

    @Test
    @DisplayName("passes only when it is advanced")
    void advances() {
        long before = clock.nanoTime();
        assertThat(clock.nanoTime()).isEqualTo(before);

        clock.advance(Duration.ofMillis(300));

        assertThat(clock.nanoTime() - before).isEqualTo(300_000_000);
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(300));
        assertThat(clock.instant()).isEqualTo(Instant.parse("2025-01-01T00:00:00.300Z"));
        assertThat(clock.withZone(ZoneOffset.UTC).millis()).isEqualTo(clock.millis());
    }

    @Test
    @DisplayName("wraps around at once, so only a subtraction compares two times (E22)")
    void wrapsAround() {
        long before = clock.nanoTime();
        clock.advance(Duration.ofMillis(2));

        assertThat(clock.nanoTime() < before).as("the naive comparison is wrong").isTrue();
        assertThat(clock.nanoTime() - before > 0).as("the difference is right").isTrue();
    }

    @Test
    @DisplayName("does not go back")
    void doesNotGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("is advanced by each sleep of an advancing sleeper, which remembers them")
    void sleeps() throws InterruptedException {
        var sleeper = FakeSleeper.advancing(clock);

        sleeper.sleep(Duration.ofSeconds(3));
        sleeper.sleep(Duration.ZERO);
        sleeper.sleep(Duration.ofSeconds(-1));
        sleeper.sleep(Duration.ofSeconds(4));

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(7));
        assertThat(sleeper.sleeps())
                .containsExactly(
                        Duration.ofSeconds(3),
                        Duration.ZERO,
                        Duration.ofSeconds(-1),
                        Duration.ofSeconds(4));
        assertThat(sleeper.total()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    @DisplayName("does not pass for a thread that was interrupted before it slept")
    void interruptedBefore() {
        var sleeper = FakeSleeper.advancing(clock);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sleeper.sleep(Duration.ofSeconds(1)))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).as("the flag is cleared, as by Thread.sleep").isFalse();
        assertThat(clock.elapsed()).isZero();
        assertThat(sleeper.sleeps()).hasSize(1);
    }

    @Test
    @DisplayName("holds a blocking sleeper until it was advanced far enough")
    void blocks() throws Exception {
        var sleeper = FakeSleeper.blocking(clock);
        var slept = new CompletableFuture<Void>();
        var thread = sleepAsync(sleeper, slept);

        sleeper.awaitAsleep(1, PATIENCE);
        clock.advance(Duration.ofMillis(999));
        assertThat(slept).isNotDone();
        clock.advance(Duration.ofMillis(1));

        slept.get(5, TimeUnit.SECONDS);
        thread.join();
    }

    @Test
    @DisplayName("lets an interrupt end a blocking sleep")
    void interruptedMeanwhile() throws Exception {
        var sleeper = FakeSleeper.blocking(clock);
        var slept = new CompletableFuture<Void>();
        var thread = sleepAsync(sleeper, slept);

        sleeper.awaitAsleep(1, PATIENCE);
        thread.interrupt();

        thread.join();
        assertThat(slept.exceptionNow()).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> sleeper.awaitAsleep(1, Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class);
    }

    private static Thread sleepAsync(FakeSleeper sleeper, CompletableFuture<Void> slept) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                sleeper.sleep(Duration.ofSeconds(1));
                                slept.complete(null);
                            } catch (InterruptedException e) {
                                slept.completeExceptionally(e);
                            }
                        });
    }
}
