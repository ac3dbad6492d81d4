package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.BoundedBench.eventually;
import static robustnet.concurrency.BoundedBench.since;
import static robustnet.concurrency.WorkBench.SOON;
import static robustnet.concurrency.WorkBench.assertFails;
import static robustnet.concurrency.WorkBench.assertRejected;
import static robustnet.concurrency.WorkBench.late;
import static robustnet.concurrency.WorkBench.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.concurrency.RejectedWorkException.Reason;
import robustnet.testkit.Exercise;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

@Exercise(id = "6.2", title = "Work queue", level = 2, minutes = 40, edit = WorkQueue.class)
class WorkQueueTest {
    private final WorkBench bench = new WorkBench();

    @Test
    @DisplayName(
            "tasks run in their order on platform threads, and their futures tell the result (C5)")
    void runs(Testbed bed) throws Exception {
        var queue = bench.open(bed, 1, 100);
        var order = new CopyOnWriteArrayList<Integer>();
        var last = new CompletableFuture<Boolean>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            last = queue.submit(() -> order.add(number));
        }

        assertThat(last).succeedsWithin(SOON).isEqualTo(true);
        assertThat(order).as("tasks as they ran, with one worker").hasSize(50).isSorted();
        var thread = queue.submit(Thread::currentThread).get(3, TimeUnit.SECONDS);
        assertThat(thread.isVirtual()).as("whether a worker is a virtual thread (C5)").isFalse();
        assertThat(thread.isDaemon()).as("whether a worker is a daemon").isFalse();
        assertThat(thread.getName()).as("the name of a worker").startsWith("work-queue-");
        assertThat(queue.submit(() -> null)).succeedsWithin(SOON).isNull();
    }

    @Test
    @DisplayName("as many tasks run at a time as there are workers, one for each core by default")
    void runsSideBySide(Testbed bed) throws Exception {
        var queue = bench.open(bed, 3, 100);
        for (int i = 0; i < 10; i++) {
            queue.submit(bench::blocked);
        }
        bench.awaitRunning(3);
        assertThat(queue.waiting()).as("tasks that wait, of 10, with 3 workers").isEqualTo(7);
        bench.open();

        var other = new WorkBench();
        var perCore = bed.closing(WorkQueue.perCore(0));
        bed.closing(other);
        int cores = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < cores; i++) {
            perCore.submit(other::blocked);
        }
        other.awaitRunning(cores);
        assertRejected(() -> perCore.submit(other::blocked), Reason.FULL, "one more than cores");
    }

    @Test
    @DisplayName("a task that fails harms no worker, be it an Error, and its future says why")
    void survivesFailures(Testbed bed) throws Exception {
        var queue = bench.open(bed, 2, 100);
        for (var failure :
                List.of(
                        new IOException("no"),
                        new AssertionError("no"),
                        new StackOverflowError())) {
            for (int i = 0; i < 3; i++) {
                var future = queue.submit(() -> WorkBench.fail(failure));
                assertFails(future, failure.getClass(), "a task that throws " + failure.getClass());
            }
        }
        queue.submit(() -> true).thenRun(WorkBench::bug);

        var together = new CyclicBarrier(2);
        var first = queue.submit(() -> together.await(3, TimeUnit.SECONDS));
        var second = queue.submit(() -> together.await(3, TimeUnit.SECONDS));

        assertThat(first).as("a task that needs both workers, after failures").succeedsWithin(SOON);
        assertThat(second).succeedsWithin(SOON);
    }

    @Test
    @DisplayName("a task that leaves its worker interrupted does not disturb the next one")
    void clearsTheInterruptStatus(Testbed bed) {
        var queue = bench.open(bed, 1, 9);
        queue.submit(
                () -> {
                    Thread.currentThread().interrupt();
                    return null;
                });

        assertThat(queue.submit(() -> Thread.currentThread().isInterrupted()))
                .succeedsWithin(SOON)
                .as("the interrupt status behind a task that left its own")
                .isEqualTo(false);
    }

    @Test
    @DisplayName("workers + capacity tasks are taken at once, and the next is rejected (C3)")
    void rejectsWhenFull(Testbed bed) throws Exception {
        var queue = bench.open(bed, 2, 3);
        var ran = new AtomicInteger();
        Callable<Integer> task =
                () -> {
                    bench.blocked();
                    return ran.incrementAndGet();
                };
        var futures = new ArrayList<CompletableFuture<Integer>>();
        assertThatCode(
                        () -> {
                            for (int i = 0; i < 5; i++) {
                                futures.add(queue.submit(task));
                            }
                        })
                .as("5 tasks at once, with 2 workers and 3 places to wait")
                .doesNotThrowAnyException();

        assertRejected(() -> queue.submit(task), Reason.FULL, "a sixth task");
        assertRejected(() -> queue.submit(task, late()), Reason.FULL, "one in no time");

        bench.open();
        for (var future : futures) {
            assertThat(future).succeedsWithin(SOON);
        }
        assertThat(ran).as("tasks that ran, those rejected not").hasValue(5);
    }

    @Test
    @DisplayName("when a task's future is done, its place is free")
    void freesThePlaceFirst(Testbed bed) throws Exception {
        for (boolean failing : new boolean[] {false, true}) {
            var gate = new WorkBench();
            var queue = gate.open(bed, 1, 0);
            var future =
                    queue.submit(
                            () -> {
                                gate.blocked();
                                return failing ? WorkBench.broken() : 1;
                            });
            // It runs on the worker, at the very moment at which the future is done
            var next = future.handle((_, _) -> queue.submit(() -> 2));

            gate.open();

            assertThatCode(() -> next.get(3, TimeUnit.SECONDS))
                    .as("a task behind another one, with a single place")
                    .doesNotThrowAnyException();
            assertThat(next.join()).succeedsWithin(SOON).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("who waits for a place gets it when a task is done, each of many")
    void waitsForAPlace(Testbed bed) throws Exception {
        var queue = bench.open(bed, 1, 0);
        queue.submit(bench::blocked);
        var results = new ArrayList<CompletableFuture<CompletableFuture<Integer>>>();
        for (int i = 0; i < 8; i++) {
            var waiter = new Waiter();
            results.add(bed.async(() -> waiter.submit(queue)));
            waiter.awaitWaiting();
        }

        bench.open();

        for (var result : results) {
            assertThat(result).as("who waits for a place, when there is one").succeedsWithin(SOON);
            assertThat(result.join())
                    .succeedsWithin(SOON)
                    .as("how often a task ran that had to wait")
                    .isEqualTo(1);
        }
        assertThat(queue.submit(() -> 9, late()))
                .as("a task with no time, where there is a place")
                .succeedsWithin(SOON);
    }

    @Test
    @DisplayName("waiting for a place ends at the deadline, by an interrupt, and when it is closed")
    void endsWaiting(Testbed bed) throws Exception {
        var queue = bench.open(bed, 1, 0);
        queue.submit(bench::blocked);
        var limit = Duration.ofMillis(30);
        long start = System.nanoTime();
        assertRejected(() -> queue.submit(() -> 1, within(limit)), Reason.FULL, "30 ms later");
        assertThat(since(start)).as("time until it was rejected").isGreaterThanOrEqualTo(limit);

        var waiter = new Waiter();
        var interrupted = bed.async(() -> waiter.submit(queue));
        waiter.awaitWaiting();
        waiter.thread.get().interrupt();
        assertFails(
                interrupted,
                InterruptedException.class,
                "who waits for a place and is interrupted");

        var next = new Waiter();
        var closed = bed.async(() -> next.submit(queue));
        next.awaitWaiting();
        var stop = bed.async(() -> queue.stop(within(BoundedBench.LONG)));
        assertFails(
                closed,
                RejectedWorkException.class,
                "who waits for a place when the queue is stopped");
        bench.open();
        assertThat(stop).succeedsWithin(SOON).as("tasks cancelled by stop").isEqualTo(0);
        assertThat(waiter.ran.get() + next.ran.get()).as("tasks that ran").isZero();
    }

    /// Waits for a place on a thread that the test knows.
    private static final class Waiter {
        final AtomicReference<Thread> thread = new AtomicReference<>();
        final AtomicInteger ran = new AtomicInteger();

        CompletableFuture<Integer> submit(WorkQueue queue) throws InterruptedException {
            thread.set(Thread.currentThread());
            return queue.submit(ran::incrementAndGet, within(BoundedBench.LONG));
        }

        void awaitWaiting() {
            eventually("threads", () -> thread.get() == null ? 0 : 1, 1);
            Parked.await(thread.get(), "submit");
        }
    }

    @Test
    @DisplayName("close runs all that was taken, takes nothing more, and waits (C3)")
    void closesWhenDrained(Testbed bed) throws Exception {
        WorkEndChecks.closesWhenDrained(bed);
    }

    @Test
    @DisplayName("an interrupted close cancels what waits, interrupts what runs, and tells it")
    void hurriesWhenInterrupted(Testbed bed) throws Exception {
        WorkEndChecks.hurriesWhenInterrupted(bed);
        WorkEndChecks.waitsForWhatRunsWhenInterrupted(bed);
    }

    @Test
    @DisplayName("stop cancels what waits, lets the rest run, and returns when it is done (C3)")
    void stops(Testbed bed) throws Exception {
        WorkEndChecks.stops(bed);
        WorkEndChecks.stopsWhatIsBeingClosed(bed);
    }

    @Test
    @DisplayName("stop interrupts what still runs at its deadline, and waits no longer for it")
    void stopsAtTheDeadline(Testbed bed) throws Exception {
        WorkEndChecks.stopsAtTheDeadline(bed);
        WorkEndChecks.stopsAtOnceWhenInterrupted(bed);
    }

    @Test
    @DisplayName("a task whose future was cancelled in time does not run")
    void skipsTheCancelled(Testbed bed) throws Exception {
        var queue = bench.open(bed, 1, 9);
        var ran = new AtomicInteger();
        queue.submit(bench::blocked);
        queue.submit(ran::incrementAndGet).cancel(false);
        bench.open();

        assertThat(queue.submit(() -> true)).succeedsWithin(SOON);
        assertThat(ran).as("runs of a task that was cancelled").hasValue(0);
    }

    @Test
    @DisplayName("a task that would wait for its own end is told so; arguments are in their ranges")
    void refusesNonsense(Testbed bed) {
        var queue = bench.open(bed, 1, 9);
        assertFails(
                queue.submit(() -> WorkBench.close(queue)),
                IllegalStateException.class,
                "close, called by a task");
        assertFails(
                queue.submit(() -> queue.stop(late())),
                IllegalStateException.class,
                "stop, called by a task");
        assertThat(queue.submit(() -> 1)).as("a task behind both").succeedsWithin(SOON);
        assertThatThrownBy(() -> new WorkQueue(0, 1), "no worker")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkQueue(1, -1), "less than no place")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WorkQueue.perCore(-1), "less than no place")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatCode(
                        () -> {
                            var endless = bed.closing(new WorkQueue(2, Integer.MAX_VALUE));
                            endless.submit(() -> 1).get(3, TimeUnit.SECONDS);
                        })
                .as("a task of a queue with the greatest capacity there is")
                .doesNotThrowAnyException();
    }
}
