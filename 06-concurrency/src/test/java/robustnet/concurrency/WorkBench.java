package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import robustnet.concurrency.RejectedWorkException.Reason;
import robustnet.errors.Deadline;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// What the tests of a [WorkQueue] have in common: tasks that stand still until the test lets them
/// go on.
final class WorkBench implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(3);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();

    /// Makes a queue that is stopped when the test ends, with the gate opened.
    WorkQueue open(Testbed bed, int workers, int capacity) {
        var queue = new WorkQueue(workers, capacity);
        bed.closing(() -> queue.stop(within(SOON)));
        bed.closing(this);
        return queue;
    }

    /// A task that stands still until it is interrupted.
    boolean blocked() throws InterruptedException {
        running.incrementAndGet();
        gate.await();
        return true;
    }

    /// A task that stands still whatever happens.
    boolean deaf() {
        running.incrementAndGet();
        while (true) {
            try {
                gate.await();
                return true;
            } catch (InterruptedException _) {
                // That is what makes it deaf.
            }
        }
    }

    /// Waits until so many tasks have begun.
    void awaitRunning(int tasks) {
        BoundedBench.eventually("tasks that have begun", running::get, tasks);
    }

    void open() {
        gate.countDown();
    }

    @Override
    public void close() {
        open();
    }

    static int broken() throws IOException {
        throw new IOException("broken");
    }

    static void bug() {
        throw new IllegalStateException("a bug");
    }

    static <T> T fail(Throwable failure) throws Exception {
        switch (failure) {
            case Error error -> throw error;
            case Exception exception -> throw exception;
            default -> throw new AssertionError(failure);
        }
    }

    static Deadline within(Duration limit) {
        return Deadline.after(limit, NanoClock.system());
    }

    /// A deadline that has passed.
    static Deadline late() {
        return within(Duration.ZERO);
    }

    /// Closes a queue.
    ///
    /// @return the interrupt status behind it, which is cleared
    static boolean close(WorkQueue queue) {
        queue.close();
        return Thread.interrupted();
    }

    /// Waits until a queue takes nothing more because another thread closes it.
    static void awaitClosed(WorkQueue queue) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(2, TimeUnit.MILLISECONDS)
                .atMost(SOON)
                .until(() -> isClosed(queue));
    }

    private static boolean isClosed(WorkQueue queue) {
        try {
            queue.submit(() -> true).cancel(false);
            return false;
        } catch (RejectedWorkException e) {
            return e.reason() == Reason.CLOSED;
        }
    }

    static void assertFails(
            CompletableFuture<?> future, Class<? extends Throwable> with, String what) {
        try {
            var result = future.get(SOON.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError(what + ": should have failed, and gave " + result);
        } catch (TimeoutException e) {
            throw new AssertionError(what + ": should have ended, and did not within 3 s", e);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).as("how it failed: " + what).isInstanceOf(with);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
    }

    static void assertRejected(ThrowingCallable call, Reason reason, String what) {
        var rejected = catchThrowableOfType(RejectedWorkException.class, call);
        assertThat(rejected).as("the rejection of " + what).isNotNull();
        assertThat(rejected.reason()).as("why " + what + " was rejected").isEqualTo(reason);
    }
}
