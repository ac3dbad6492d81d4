package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.OutboxBench.frame;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// How an [Outbox] must treat its listener.
final class ListenerChecks {
    private ListenerChecks() {}

    static void othersGoOn(Testbed bed, OutboxBench bench) throws Exception {
        var release = new CountDownLatch(1);
        bench.onPaused = () -> await(release);
        var filling = Waiter.start(bed, "filling", () -> bench.fill(1));
        Waiter.until("the listener is told", () -> bench.told.contains("paused"));

        var others =
                Waiter.start(
                        bed,
                        "others",
                        () ->
                                List.of(
                                        bench.outbox.isWritable(),
                                        bench.outbox.offer(frame(9, 0)),
                                        bench.outbox.queuedBytes()));
        assertThat(others.result())
                .as("isWritable, offer and queuedBytes, while the listener takes its time")
                .isEqualTo(List.of(false, false, 100));
        release.countDown();
        assertThat(filling.result()).as("frames that were taken").isEqualTo(5);
    }

    static void hearsInOrder(Testbed bed, OutboxBench bench) throws Exception {
        var release = new CountDownLatch(1);
        bench.onPaused = () -> await(release);
        var filling = Waiter.start(bed, "filling", () -> bench.fill(1));
        Waiter.until("the listener is told", () -> bench.told.contains("paused"));

        var flushing = Waiter.start(bed, "flushing", () -> bench.flush(100));
        Waiter.until("60 bytes are out", () -> bench.channel.written().length >= 60);
        flushing.settledIn("flush");
        assertThat(bench.told)
                .as("told so far: the pause, and nothing else before the listener returns")
                .containsExactly("paused");
        release.countDown();
        filling.result();
        flushing.result();
        Waiter.until("the listener is told all", () -> bench.told.size() == 4);
        assertThat(bench.told)
                .as("told, one after the other")
                .containsExactly("paused", "-", "resumed", "-");
    }

    static void mayCallAndThrow(OutboxBench bench) throws Exception {
        bench.onResumed = () -> bench.offered(6);
        bench.fill(1);
        bench.flush(60);
        assertThat(bench.outbox.queuedBytes())
                .as("queued bytes: 40, and a frame that the listener offered")
                .isEqualTo(60);

        bench.onPaused =
                () -> {
                    throw new IllegalCallerException("a listener's mistake");
                };
        assertThatThrownBy(() -> bench.fill(7), "offer, when the listener throws")
                .isInstanceOf(IllegalCallerException.class);
        bench.onPaused = () -> {};
        bench.flush(60);
        assertThat(bench.told).as("what it is told after that").endsWith("paused", "resumed", "-");
    }

    static void hearsTheRest(Testbed bed, OutboxBench bench) throws Exception {
        var release = new CountDownLatch(1);
        bench.onPaused =
                () -> {
                    await(release);
                    throw new IllegalCallerException("a listener's mistake");
                };
        var filling = Waiter.start(bed, "filling", () -> bench.fill(1)).blockedIn("paused");
        var flushing = Waiter.start(bed, "flushing", () -> bench.flush(60)).settledIn("flush");
        release.countDown();

        assertThat(filling.failure()).as("offer").isInstanceOf(IllegalCallerException.class);
        flushing.result();
        assertThat(bench.told)
                .as("told, when it threw in paused, and 60 bytes went out meanwhile")
                .containsExactly("paused", "resumed", "-");
    }

    /// @param end closes the outbox, or breaks it, when 60 bytes of 100 are out
    static void hearsNothingAfter(Testbed bed, OutboxBench bench, Callable<?> end)
            throws Exception {
        var release = new CountDownLatch(1);
        bench.onPaused = () -> await(release);
        var filling = Waiter.start(bed, "filling", () -> bench.fill(1)).blockedIn("paused");
        var ending = Waiter.start(bed, "ending", end::call).settledIn("flush");
        ending.endsWithout("flush");
        release.countDown();

        filling.settledIn("fill");
        assertThat(bench.told)
                .as("told, when it was closed or broken before paused returned")
                .containsExactly("paused", "-");
    }

    static void hearsBeforeTheNextWrite(Testbed bed, OutboxBench bench, boolean byThread)
            throws Exception {
        var late = new AtomicInteger();
        bench.channel.onWrite(
                () -> {
                    if (bench.outbox.isWritable() && !bench.told.contains("resumed")) {
                        late.incrementAndGet();
                    }
                });
        bench.fill(1);
        if (byThread) {
            bench.writing(bed).blockedIn("writeUntilClosed");
        } else {
            bench.flush(1000);
        }
        assertThat(late.get())
                .as("writes that began when it was WRITABLE again and the listener not told")
                .isZero();
        assertThat(bench.told).as("told").containsExactly("paused", "-", "resumed", "-");
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
