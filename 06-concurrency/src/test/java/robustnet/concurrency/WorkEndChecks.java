package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.since;
import static robustnet.concurrency.WorkBench.SOON;
import static robustnet.concurrency.WorkBench.assertFails;
import static robustnet.concurrency.WorkBench.assertRejected;
import static robustnet.concurrency.WorkBench.late;
import static robustnet.concurrency.WorkBench.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import robustnet.concurrency.RejectedWorkException.Reason;
import robustnet.testkit.Testbed;

/// How a [WorkQueue] ends.
final class WorkEndChecks {
    /// Less than 2 s, for which somebody might wait for a task that is deaf.
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    private WorkEndChecks() {}

    static void closesWhenDrained(Testbed bed) throws Exception {
        var bench = new WorkBench();
        var queue = bench.open(bed, 2, 100);
        var ran = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            queue.submit(
                    () -> {
                        bench.blocked();
                        return ran.incrementAndGet();
                    });
        }
        bench.awaitRunning(2);
        var close = bed.async(() -> WorkBench.close(queue));
        WorkBench.awaitClosed(queue);
        var again = bed.async(() -> WorkBench.close(queue));
        assertThat(close.isDone() || again.isDone())
                .as("whether close has returned, while tasks run")
                .isFalse();

        bench.open();

        assertThat(close).succeedsWithin(SOON).as("interrupt status behind close").isEqualTo(false);
        assertThat(ran).as("tasks that ran, of 20, when close returns").hasValue(20);
        assertThat(again).succeedsWithin(SOON);
        assertRejected(() -> queue.submit(() -> 1), Reason.CLOSED, "a task behind close");
        assertRejected(() -> queue.submit(() -> 1, late()), Reason.CLOSED, "one that would wait");
    }

    static void hurriesWhenInterrupted(Testbed bed) throws Exception {
        var bench = new WorkBench();
        var queue = bench.open(bed, 1, 9);
        var running = queue.submit(bench::blocked);
        var unbegun = queue.submit(() -> 1);
        bench.awaitRunning(1);
        var caller = new AtomicReference<Thread>();
        var close =
                bed.async(
                        () -> {
                            caller.set(Thread.currentThread());
                            return WorkBench.close(queue);
                        });
        WorkBench.awaitClosed(queue);

        caller.get().interrupt();

        assertThat(close)
                .succeedsWithin(SOON)
                .as("the interrupt status behind a close whose caller was interrupted")
                .isEqualTo(true);
        assertThat(unbegun.isCancelled()).as("whether a task that waited was cancelled").isTrue();
        assertFails(running, InterruptedException.class, "a task that was interrupted");
    }

    static void stops(Testbed bed) throws Exception {
        var bench = new WorkBench();
        var queue = bench.open(bed, 2, 100);
        var permits = new Semaphore(10);
        var futures = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 10; i++) {
            permits.acquire();
            var future = queue.submit(bench::blocked);
            futures.add(future);
            future.whenComplete((_, _) -> permits.release());
        }
        bench.awaitRunning(2);
        futures.get(9).cancel(false);

        var stop = bed.async(() -> queue.stop(within(BoundedBench.LONG)));

        eventually(
                "permits of tasks that were cancelled; 10 if those that run were interrupted too",
                permits::availablePermits,
                8);
        assertThat(stop).as("stop, while two tasks run").isNotDone();
        bench.open();
        assertThat(stop)
                .succeedsWithin(SOON)
                .as("tasks that stop has cancelled, of 8 that waited, one cancelled before")
                .isEqualTo(7);
        assertThat(futures)
                .filteredOn(future -> !future.isCancelled())
                .as("tasks that ran when stop was called, to their end")
                .hasSize(2)
                .allMatch(future -> !future.isCompletedExceptionally());
        assertThat(permits.availablePermits()).as("permits given back").isEqualTo(10);
        assertThat(queue.waiting()).as("tasks that wait, behind stop").isZero();
        assertRejected(() -> queue.submit(() -> true), Reason.CLOSED, "a task behind stop");
    }

    static void stopsWhatIsBeingClosed(Testbed bed) throws Exception {
        var bench = new WorkBench();
        var queue = bench.open(bed, 1, 9);
        queue.submit(bench::blocked);
        for (int i = 0; i < 5; i++) {
            queue.submit(() -> true);
        }
        bench.awaitRunning(1);
        var close = bed.async(() -> WorkBench.close(queue));
        WorkBench.awaitClosed(queue);

        var stop = bed.async(() -> queue.stop(within(BoundedBench.LONG)));
        eventually(
                "tasks that wait, when a queue that is being closed is stopped", queue::waiting, 0);
        bench.open();

        assertThat(stop)
                .succeedsWithin(SOON)
                .as("tasks that stop has cancelled, of 5 that wait while another thread closes")
                .isEqualTo(5);
        assertThat(close).succeedsWithin(SOON).as("interrupt status behind close").isEqualTo(false);
    }

    static void waitsForWhatRunsWhenInterrupted(Testbed bed) throws Exception {
        var queue = new WorkBench().open(bed, 1, 9);
        var began = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        queue.submit(
                () -> {
                    began.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return false;
                    } catch (InterruptedException _) {
                        return closed.await(30, TimeUnit.MILLISECONDS); // it has to wait so long
                    } finally {
                        ended.set(true);
                    }
                });
        assertThat(began.await(3, TimeUnit.SECONDS)).as("whether a task has begun").isTrue();
        var first = bed.async(() -> WorkBench.close(queue));
        WorkBench.awaitClosed(queue);

        var close =
                bed.async(
                        () -> {
                            Thread.currentThread().interrupt();
                            queue.close();
                            boolean hadEnded = ended.get();
                            closed.countDown();
                            return hadEnded;
                        });

        assertThat(close)
                .as("a second close whose caller is interrupted")
                .succeedsWithin(SOON)
                .as("whether what ran had ended when close, interrupted, returned")
                .isEqualTo(true);
        assertThat(first).as("the first close").succeedsWithin(SOON);
    }

    static void stopsAtOnceWhenInterrupted(Testbed bed) throws Exception {
        var bench = new WorkBench();
        var queue = bench.open(bed, 2, 9);
        var heeding = queue.submit(bench::blocked);
        queue.submit(bench::deaf);
        bench.awaitRunning(2);

        var stop =
                bed.async(
                        () -> {
                            Thread.currentThread().interrupt();
                            queue.stop(within(BoundedBench.LONG));
                            return Thread.interrupted();
                        });

        assertFails(heeding, InterruptedException.class, "a task, when who stops was interrupted");
        assertThat(stop)
                .succeedsWithin(AT_ONCE)
                .as("the interrupt status behind stop, interrupted, with a task that is deaf")
                .isEqualTo(true);
    }

    static void stopsAtTheDeadline(Testbed bed) throws Exception {
        var bench = new WorkBench();
        var queue = bench.open(bed, 2, 9);
        var heeding = queue.submit(bench::blocked);
        var deaf = queue.submit(bench::deaf);
        bench.awaitRunning(2);
        var limit = Duration.ofMillis(40);
        long start = System.nanoTime();

        var stop = bed.async(() -> queue.stop(within(limit)));

        assertThat(stop).as("stop, with a task that is deaf").succeedsWithin(AT_ONCE).isEqualTo(0);
        assertThat(since(start)).as("time to stop").isGreaterThanOrEqualTo(limit);
        assertFails(heeding, InterruptedException.class, "a task that heeds its interrupt");
        assertThat(deaf).as("a task that heeds no interrupt").isNotDone();
        bench.open();
        assertThat(deaf).succeedsWithin(SOON);
    }
}
