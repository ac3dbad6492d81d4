package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.Deadlines.in;
import static robustnet.buffers.Deadlines.later;
import static robustnet.buffers.Deadlines.passed;
import static robustnet.buffers.OutboxBench.frame;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// How an [Outbox] must treat those who put.
final class PutChecks {
    private PutChecks() {}

    static void waitsForRoom(Testbed bed, OutboxBench bench) throws Exception {
        bench.outbox.put(frame(1, 0), passed());
        bench.fill(2);
        long start = System.nanoTime();
        assertThatThrownBy(
                        () -> bench.outbox.put(frame(9, 0), in(Duration.ofMillis(50))),
                        "put, 50 ms")
                .isInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long it waited")
                .isGreaterThanOrEqualTo(Duration.ofMillis(50));

        var waiting = bench.putting(bed, 6).blockedIn("put");
        bench.flush(60);
        waiting.result();
        bench.flush(1000);
        assertThat(bench.sent()).as("sent").isEqualTo(LongStream.range(1, 7).boxed().toList());
    }

    static void servesInOrder(Testbed bed, OutboxBench bench) throws Exception {
        bench.fill(1);
        var waiting =
                LongStream.range(6, 11)
                        .mapToObj(id -> bench.putting(bed, id).blockedIn("put"))
                        .toList();
        for (int i = 0; i < 3; i++) {
            bench.flush(60);
        }
        for (var waiter : waiting) {
            Waiter.until("a waiter is served", () -> bench.flushAll() && waiter.isDone());
        }
        assertThat(bench.flush(1000)).isTrue();
        assertThat(bench.sent()).as("sent").isEqualTo(LongStream.range(1, 11).boxed().toList());
    }

    static void pausesAndTells(Testbed bed, OutboxBench bench) throws Exception {
        var release = new CountDownLatch(1);
        bench.onPaused = () -> ListenerChecks.await(release);
        bench.outbox.offer(frame(1, 57));
        var put = bench.putting(bed, 2).blockedIn("put");

        assertThat(bench.told)
                .as("told, when a put of 20 bytes beside 81 waits")
                .containsExactly("paused");
        Waiter.start(bed, "isWritable, while the listener takes its time", bench.outbox::isWritable)
                .endsWithout("isWritable");
        assertThat(bench.outbox.isWritable()).as("whether it is writable").isFalse();
        release.countDown();
        bench.flush(81);
        put.result();
        bench.flush(20);
        assertThat(bench.sent()).as("sent").containsExactly(1L, 2L);
    }

    /// The first one is held up by its listener, and there is room when the second one comes.
    static void doesNotOvertake(Testbed bed, OutboxBench bench) throws Exception {
        var release = new CountDownLatch(1);
        bench.onPaused = () -> ListenerChecks.await(release);
        bench.fill(1, 5);
        var first = bench.putting(bed, 6).blockedIn("paused");
        var flushing = Waiter.start(bed, "flushing", () -> bench.flush(100)).settledIn("flush");
        var second = bench.putting(bed, 7).settledIn("put");
        release.countDown();
        first.result();
        second.result();
        flushing.result();
        bench.flush(1000);
        assertThat(bench.sent()).as("sent").containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    static void letsAnOfferPass(OutboxBench bench) throws Exception {
        var taken = new AtomicBoolean();
        bench.onPaused =
                () -> {
                    bench.flushAll();
                    taken.set(bench.offered(5));
                };
        bench.fill(1, 3);
        bench.outbox.put(frame(4, 36), later());
        assertThat(taken)
                .as("an offer of 20 bytes, when all is out and a put is about to go on")
                .isTrue();
        bench.flush(1000);
        assertThat(bench.sent()).as("sent").containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
    }

    static void leavesWhenItsListenerThrows(Testbed bed, OutboxBench bench) throws Exception {
        bench.onPaused =
                () -> {
                    throw new IllegalCallerException("a listener's mistake");
                };
        bench.outbox.offer(frame(1, 57));
        assertThatThrownBy(() -> bench.outbox.put(frame(2, 0), later()), "put, when it throws")
                .isInstanceOf(IllegalCallerException.class);
        bench.onPaused = () -> {};
        bench.flush(1000);
        bench.putting(bed, 3).endsWithout("put");
        bench.flush(1000);
        assertThat(bench.sent()).as("sent").containsExactly(1L, 3L);
    }
}
