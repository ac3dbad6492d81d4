package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.OutboxBench.frame;

import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import robustnet.testkit.DripChannel;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// How an [Outbox] must treat those who write, and what it does when they fail.
final class WriterChecks {
    private WriterChecks() {}

    static void breaksForEver(Testbed bed, OutboxBench bench) throws Exception {
        bench.fill(1);
        var waiting = bench.putting(bed, 6).blockedIn("put");
        var reset = new SocketException("reset");
        bench.channel.failing(reset);

        assertThatThrownBy(() -> bench.flush(25), "a flush that fails after 25 bytes")
                .isSameAs(reset);
        assertThat(waiting.failure()).as("put").isInstanceOf(ClosedChannelException.class);
        assertThat(bench.outbox.queuedBytes()).as("queued bytes").isZero();
        assertThatThrownBy(() -> bench.flush(1000), "the next flush")
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> bench.outbox.offer(frame(8, 0)), "offer")
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> bench.outbox.writeUntilClosed(bench.channel), "writeUntilClosed")
                .isInstanceOf(ClosedChannelException.class);
        bench.outbox.close();
        assertThatThrownBy(() -> bench.flush(0), "flush after close")
                .isInstanceOf(ClosedChannelException.class);
        assertThat(bench.channel.written()).as("bytes that left, in all").hasSize(25);
    }

    static void breaksByAnUncheckedException(OutboxBench bench) throws Exception {
        var unconnected = new NotYetConnectedException();
        bench.outbox.offer(frame(1, 0));
        bench.channel.onWrite(
                () -> {
                    throw unconnected;
                });
        assertThatThrownBy(() -> bench.flush(1000), "a flush, when the channel throws this")
                .isSameAs(unconnected);
        bench.channel.onWrite(() -> {});
        assertThatThrownBy(() -> bench.flush(1000), "the next flush")
                .isInstanceOf(ClosedChannelException.class);
        assertThat(bench.outbox.queuedBytes()).as("queued bytes").isZero();
    }

    static void writesUntilClosed(Testbed bed, OutboxBench bench) throws Exception {
        var writer = bench.writing(bed).blockedIn("writeUntilClosed");
        bench.outbox.offer(frame(1, 0));
        Waiter.until("frame 1 is sent", () -> bench.sent().equals(List.of(1L)));
        assertThat(writer.blockedIn("writeUntilClosed").interrupt().failure())
                .isInstanceOf(InterruptedException.class);

        bench.outbox.offer(frame(2, 0));
        var next = bench.writing(bed);
        Waiter.until("frame 2 is sent", () -> bench.sent().equals(List.of(1L, 2L)));
        bench.outbox.close();
        next.result();
    }

    static void writesWhatIsThereWhenInterrupted(Testbed bed, OutboxBench bench) throws Exception {
        var channel = new DripChannel(new byte[0], 100);
        bench.outbox.offer(frame(1, 0));
        var writer =
                Waiter.start(
                        bed,
                        "writer",
                        () -> {
                            Thread.currentThread().interrupt();
                            bench.outbox.writeUntilClosed(channel);
                            return true;
                        });
        assertThat(writer.failure()).isInstanceOf(InterruptedException.class);
        assertThat(SentFrame.ids(channel.written())).as("sent").containsExactly(1L);
    }

    static void flushesBesideOthers(Testbed bed, OutboxBench bench) throws Exception {
        bench.writing(bed).blockedIn("writeUntilClosed");
        Waiter.start(bed, "flush beside an idle writer", () -> bench.flush(0)).endsWithout("flush");

        var other = new OutboxBench();
        var release = new CountDownLatch(1);
        other.onResumed = () -> ListenerChecks.await(release);
        other.fill(1);
        Waiter.start(bed, "flushing", () -> other.flush(1000)).blockedIn("resumed");
        Waiter.start(bed, "flush beside a listener", () -> other.flush(0)).endsWithout("flush");
        release.countDown();
    }
}
