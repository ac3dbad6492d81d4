package robustnet.concurrency;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static robustnet.concurrency.Deadlines.in;
import static robustnet.concurrency.Deadlines.later;
import static robustnet.concurrency.PoolBench.ASKED_AFTER;
import static robustnet.concurrency.PoolBench.LEAK_AFTER;
import static robustnet.concurrency.PoolBench.LIFETIME;
import static robustnet.concurrency.PoolBench.giveBack;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import robustnet.concurrency.ConnectionPool.Factory;
import robustnet.concurrency.ConnectionPool.Settings;
import robustnet.errors.Deadline;
import robustnet.testkit.FakeClock;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// How a [ConnectionPool] must treat its factory, and what that throws.
final class PoolFactoryChecks {
    private PoolFactoryChecks() {}

    static void sharesTheDeadline() throws Exception {
        var clock = new FakeClock();
        Factory<Object> factory = mock();
        var left = new ArrayList<Duration>();
        given(factory.create(any()))
                .willAnswer(
                        call -> {
                            left.add(call.getArgument(0, Deadline.class).remaining());
                            return new Object();
                        });
        given(factory.isAlive(any(), any()))
                .willAnswer(
                        call -> {
                            left.add(call.getArgument(1, Deadline.class).remaining());
                            clock.advance(ofMillis(150));
                            return false;
                        });
        var settings = new Settings(1, 0, Duration.ZERO, LIFETIME, LEAK_AFTER);
        var pool = new ConnectionPool<>(settings, factory, clock::nanoTime);

        giveBack(pool.borrow(Deadline.after(ofMillis(100), clock::nanoTime)));
        giveBack(pool.borrow(Deadline.after(ofMillis(200), clock::nanoTime)));
        assertThat(left)
                .as("what was left to open; then to ask, which took 150 of 200 ms, and to open")
                .containsExactly(ofMillis(100), ofMillis(200), ofMillis(50));

        assertThatThrownBy(
                        () -> pool.borrow(Deadline.after(ofMillis(150), clock::nanoTime)),
                        "a borrow whose time was used up by asking")
                .isInstanceOf(TimeoutException.class);
        verify(factory, times(2).description("with no time left, nothing is opened")).create(any());
        verify(factory, times(2).description("each dead one is destroyed")).destroy(any());
        assertThat(pool.stats().pending()).as("pending after that").isZero();
        assertThat(pool.borrow(later())).as("a lease, with a new deadline").isNotNull();
    }

    static void lendsNothingAfterTheDeadline(PoolBench bench) throws Exception {
        var idle = bench.used();
        assertThatThrownBy(() -> bench.pool.borrow(in(Duration.ZERO)), "borrow, with one idle")
                .isInstanceOf(TimeoutException.class);
        assertThat(bench.used()).as("what the next one was lent, who has time").isSameAs(idle);
    }

    static void countsFromTheEndOfCreate(PoolBench bench) throws Exception {
        bench.beforeCreate = () -> bench.clock.advance(LIFETIME);
        var slow = bench.used();
        assertThat(bench.used())
                .as("what is lent after the first, which create took its whole lifetime to open")
                .isSameAs(slow);
    }

    static void survivesAFailedCreation() throws Exception {
        Factory<Object> factory = mock();
        var failures =
                List.of(
                        new ConnectException("refused"),
                        new SocketTimeoutException("no answer"),
                        new IllegalStateException("a bug"),
                        new AssertionError("a worse one"),
                        new InterruptedException());
        given(factory.create(any())).willThrow(failures.toArray(Throwable[]::new)).willReturn("x");
        var settings = new Settings(1, 0, ASKED_AFTER, LIFETIME, LEAK_AFTER);
        var pool = new ConnectionPool<>(settings, factory, System::nanoTime);

        for (var failure : failures) {
            assertThatThrownBy(() -> pool.borrow(in(ofMillis(500))), "borrow from a pool of 1")
                    .isSameAs(failure);
        }

        assertThat(pool.borrow(in(ofMillis(500))).connection())
                .as("from the pool of 1, after 5 connections could not be opened")
                .isEqualTo("x");
        assertThat(pool.stats().created()).as("created").isEqualTo(1);
        verify(factory, never().description("what was never there")).destroy(any());
    }

    static void wakesTheNextAfterAFailure(Testbed bed, PoolBench bench) throws Exception {
        var gate = new CountDownLatch(1);
        bench.beforeCreate =
                () -> {
                    PoolBench.pass(gate);
                    bench.beforeCreate = () -> {};
                    throw new ConnectException("refused");
                };
        var failing = Waiter.start(bed, "failing", () -> bench.pool.borrow(later()));
        failing.blockedIn("create");
        var next = Waiter.start(bed, "next", () -> bench.pool.borrow(later()));
        next.blockedIn("borrow");
        assertThat(bench.pool.stats().pending()).as("pending").isEqualTo(1);
        assertThat(bench.pool.stats().waiting()).as("waiting").isEqualTo(1);

        gate.countDown();

        assertThat(failing.failure()).as("of the first").isInstanceOf(ConnectException.class);
        assertThat(next.result()).as("the lease of the second").isNotNull();
    }
}
