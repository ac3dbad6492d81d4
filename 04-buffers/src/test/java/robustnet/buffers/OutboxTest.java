package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.Deadlines.later;
import static robustnet.buffers.OutboxBench.frame;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.DripChannel;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.Waiter;

@Exercise(id = "4.5", title = "Outbox", level = 3, minutes = 90, edit = Outbox.class)
class OutboxTest {
    private final OutboxBench bench = new OutboxBench();
    private final Outbox outbox = bench.outbox;

    @Test
    @DisplayName("frames go out whole, in order, each in one write (B11)")
    void sendsFramesInOrder() throws Exception {
        assertThat(outbox.offer(frame(7, 30))).as("a frame of 54 bytes").isTrue();
        assertThat(outbox.offer(frame(8, 0))).as("a frame of 20 bytes").isTrue();
        assertThat(outbox.queuedBytes()).as("queued bytes").isEqualTo(74);

        assertThat(bench.flush(1000)).as("whether all is out").isTrue();
        assertThat(SentFrame.in(bench.channel.written()))
                .containsExactly(new SentFrame(7, 30), new SentFrame(8, 0));
        assertThat(bench.channel.writes())
                .as("writes: header and payload leave together")
                .isLessThanOrEqualTo(2);
        assertThat(outbox.queuedBytes()).as("queued bytes").isZero();
        assertThat(bench.flush(0)).as("whether all is out, of nothing").isTrue();
    }

    @Test
    @DisplayName("a flush goes on inside the frame where the last one had to stop (F5)")
    void goesOnInsideAFrame() throws Exception {
        for (int bytes = 1; bytes < 60; bytes++) {
            var again = new OutboxBench();
            again.outbox.offer(frame(1, 30));
            again.outbox.offer(frame(2, 0));
            for (int out = bytes; out < 74; out += bytes) {
                assertThat(again.flush(bytes)).as("whether all is out, %d of 74", out).isFalse();
                assertThat(again.outbox.queuedBytes())
                        .as("queued bytes, with %d of 74 out", out)
                        .isEqualTo(74 - out);
            }
            assertThat(again.flush(bytes)).as("whether all is out").isTrue();
            assertThat(again.sent()).as("sent, %d bytes a flush", bytes).containsExactly(1L, 2L);
        }
        var drip = new DripChannel(new byte[0], 13);
        outbox.offer(frame(3, 60));
        assertThat(outbox.flush(drip)).as("all out, 13 bytes a write").isTrue();
        assertThat(SentFrame.ids(drip.written())).as("sent").containsExactly(3L);
    }

    @Test
    @DisplayName("no more is queued than the high watermark, and what does not fit pauses (F17)")
    void isBounded() throws Exception {
        assertThat(bench.fill(1)).as("frames of 20 bytes that fit under 100").isEqualTo(5);
        assertThat(outbox.queuedBytes()).as("queued bytes").isEqualTo(100);
        assertThat(outbox.isWritable()).as("whether it is writable").isFalse();

        var other = new OutboxBench();
        other.outbox.offer(frame(1, 57));
        assertThat(other.outbox.isWritable()).as("whether it is writable, at 81 of 100").isTrue();
        assertThat(other.outbox.offer(frame(2, 0))).as("20 bytes more than 81").isFalse();
        assertThat(other.outbox.queuedBytes()).as("queued bytes").isEqualTo(81);
        assertThat(other.told).as("what the listener was told").containsExactly("paused", "-");
    }

    @Test
    @DisplayName("a paused outbox takes nothing until the low watermark is reached (F17)")
    void resumesAtTheLowWatermark() throws Exception {
        bench.fill(1);
        assertThat(bench.flush(59)).as("whether all is out").isFalse();
        assertThat(outbox.isWritable()).as("whether it is writable, at 41 of 40").isFalse();
        assertThat(outbox.offer(frame(9, 0))).as("a frame that fits, while it is paused").isFalse();

        bench.flush(1);
        assertThat(outbox.isWritable()).as("whether it is writable, at 40 of 40").isTrue();
        assertThat(bench.fill(6)).as("frames that fit then").isEqualTo(3);
        assertThat(bench.flush(1000)).as("whether all is out").isTrue();
        assertThat(bench.sent()).as("sent").isEqualTo(LongStream.range(1, 9).boxed().toList());
    }

    @Test
    @DisplayName("the listener is told of each crossing once, in turn (F17)")
    void tellsEachCrossingOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            bench.fill(1);
            bench.fill(1);
            bench.flush(20);
            bench.flush(1000);
            bench.flush(1000);
        }
        assertThat(bench.told)
                .as("what it was told of three times full and empty")
                .filteredOn(word -> !word.equals("-"))
                .containsExactly("paused", "resumed", "paused", "resumed", "paused", "resumed");
    }

    @Test
    @DisplayName(
            "a large frame finds room, though little is queued; without progress nothing resumes")
    void makesRoomForALargeFrame() throws Exception {
        outbox.offer(frame(1, 0));
        assertThat(outbox.offer(frame(2, 70))).as("94 bytes beside 20").isFalse();
        bench.flush(0);
        assertThat(outbox.isWritable()).as("writable, when nothing has gone out").isFalse();
        bench.flush(20);
        assertThat(outbox.offer(frame(2, 70))).as("94 bytes beside nothing").isTrue();
    }

    @Test
    @DisplayName("a frame that could never fit is rejected, and changes nothing")
    void rejectsAFrameThatNeverFits() throws Exception {
        assertThat(outbox.offer(frame(1, 76))).as("a frame of exactly 100 bytes").isTrue();
        bench.flush(1000);
        assertThatThrownBy(() -> outbox.offer(frame(1, 77)), "a frame of 101 bytes")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> outbox.put(frame(1, 77), later()), "put a frame of 101 bytes")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(outbox.isWritable()).as("whether it is writable").isTrue();
        assertThat(bench.told).as("what the listener was told").isEmpty();

        var strict = new Outbox(new FrameEncoder(10), 10, 1000, bench);
        assertThatThrownBy(() -> strict.offer(frame(1, 11)), "a payload of 11 bytes, at most 10")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("while a listener takes its time, all others go on")
    void holdsNoLockForTheListener(Testbed bed) throws Exception {
        ListenerChecks.othersGoOn(bed, bench);
    }

    @Test
    @DisplayName("a listener hears of a pause before it hears of its end, whoever tells it")
    void tellsInOrder(Testbed bed) throws Exception {
        ListenerChecks.hearsInOrder(bed, bench);
    }

    @Test
    @DisplayName("a listener may call the outbox, and what it throws comes out of the call")
    void survivesItsListener() throws Exception {
        ListenerChecks.mayCallAndThrow(bench);
    }

    @Test
    @DisplayName("a listener that throws hears what has changed meanwhile")
    void tellsTheRestAfterAThrow(Testbed bed) throws Exception {
        ListenerChecks.hearsTheRest(bed, bench);
    }

    @Test
    @DisplayName("a listener hears nothing more of an outbox that is closed or broken")
    void tellsNothingAfterTheEnd(Testbed bed) throws Exception {
        ListenerChecks.hearsNothingAfter(bed, bench, bench::flushAndClose);
        var broken = new OutboxBench();
        ListenerChecks.hearsNothingAfter(bed, broken, broken::flushAndBreak);
    }

    @Test
    @DisplayName("a listener hears that it goes on before the next write, which may take long")
    void tellsBeforeTheNextWrite(Testbed bed) throws Exception {
        ListenerChecks.hearsBeforeTheNextWrite(bed, bench, false);
        ListenerChecks.hearsBeforeTheNextWrite(bed, new OutboxBench(), true);
    }

    @Test
    @DisplayName("while a write is stuck, all others go on (F17)")
    void goesOnWhileAWriteIsStuck(Testbed bed) throws Exception {
        var gate = new CountDownLatch(1);
        outbox.offer(frame(1, 0));
        bench.channel.closedBy(gate);
        var stuck = Waiter.start(bed, "flush", () -> bench.flush(1000)).blockedIn("write");

        var others =
                Waiter.start(
                        bed,
                        "others",
                        () -> List.of(outbox.offer(frame(2, 0)), outbox.isWritable()));
        assertThat(others.result()).as("offer and isWritable").containsExactly(true, true);
        assertThat(outbox.queuedBytes()).as("queued bytes").isEqualTo(40);
        outbox.close();
        gate.countDown();
        assertThat(stuck.result()).as("whether all is out").isTrue();
        assertThat(bench.sent()).as("sent").containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("two threads that flush take turns (C24)")
    void letsOneWriteAtATime(Testbed bed) throws Exception {
        var gate = new CountDownLatch(1);
        outbox.offer(frame(1, 30));
        bench.channel.let(1000).closedBy(gate);
        var first = Waiter.start(bed, "first", () -> bench.flush(0)).blockedIn("write");
        var second = Waiter.start(bed, "second", () -> bench.flush(0)).settledIn("flush");

        assertThat(bench.channel.overlapped()).as("two threads in a write at a time").isFalse();
        gate.countDown();
        first.result();
        second.result();
        assertThat(bench.sent()).as("sent").containsExactly(1L);
    }

    @Test
    @DisplayName("a flush waits neither for an idle writer thread nor for another one's listener")
    void flushesBesideOthers(Testbed bed) throws Exception {
        WriterChecks.flushesBesideOthers(bed, bench);
    }

    @Test
    @TimeLimit(seconds = 20)
    @DisplayName("8 writers and a slow reader: whole frames, in order, and few queued bytes (C24)")
    void servesManyWriters(Testbed bed) throws Exception {
        ManyWriters.toASlowReader(bed);
    }

    @Test
    @DisplayName("put waits for room until its deadline, and takes what is there also after it")
    void waitsForRoom(Testbed bed) throws Exception {
        PutChecks.waitsForRoom(bed, bench);
    }

    @Test
    @DisplayName("a put that does not fit pauses, and tells it before it waits (F17)")
    void pausesByAPut(Testbed bed) throws Exception {
        PutChecks.pausesAndTells(bed, bench);
    }

    @Test
    @DisplayName("those who wait in put are served in the order in which they came")
    void servesWaitersInOrder(Testbed bed) throws Exception {
        for (int round = 0; round < 5; round++) {
            PutChecks.servesInOrder(bed, new OutboxBench());
        }
    }

    @Test
    @DisplayName("a put overtakes no other, and an offer does not stand in the line of those")
    void keepsTheLine(Testbed bed) throws Exception {
        PutChecks.doesNotOvertake(bed, bench);
        PutChecks.letsAnOfferPass(new OutboxBench());
    }

    @Test
    @DisplayName("a put that ends because its listener throws leaves the line")
    void leavesTheLine(Testbed bed) throws Exception {
        PutChecks.leavesWhenItsListenerThrows(bed, bench);
    }

    @Test
    @DisplayName("who is interrupted in put has put nothing, and the next one is served")
    void letsGoOfTheInterrupted(Testbed bed) throws Exception {
        bench.fill(1);
        var first = bench.putting(bed, 6).blockedIn("put");
        var second = bench.putting(bed, 7).blockedIn("put");

        assertThat(first.interrupt().failure()).isInstanceOf(InterruptedException.class);
        bench.flush(100);
        second.result();
        bench.flush(1000);
        assertThat(bench.sent()).as("sent").containsExactly(1L, 2L, 3L, 4L, 5L, 7L);
    }

    @Test
    @DisplayName("after close nothing comes in, and what is there goes out")
    void closes(Testbed bed) throws Exception {
        bench.fill(1);
        var one = bench.putting(bed, 6).blockedIn("put");
        var two = bench.putting(bed, 7).blockedIn("put");
        outbox.close();
        outbox.close();

        assertThat(one.failure()).as("put").isInstanceOf(ClosedChannelException.class);
        assertThat(two.failure()).as("put").isInstanceOf(ClosedChannelException.class);
        assertThat(outbox.isWritable()).as("whether it is writable").isFalse();
        outbox.writeUntilClosed(bench.channel.let(1000));
        assertThatThrownBy(() -> outbox.offer(frame(8, 0)), "offer after close")
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> outbox.put(frame(8, 0), later()), "put after close")
                .isInstanceOf(ClosedChannelException.class);
        assertThat(bench.sent()).as("sent").containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(bench.told).as("what the listener was told").containsExactly("paused", "-");
    }

    @Test
    @DisplayName("after a write has failed inside a frame, nothing follows it, ever (F5)")
    void breaksForEver(Testbed bed) throws Exception {
        WriterChecks.breaksForEver(bed, bench);
    }

    @Test
    @DisplayName("an unchecked exception of the channel breaks it for ever, too (F5)")
    void breaksByAnUncheckedException() throws Exception {
        WriterChecks.breaksByAnUncheckedException(bench);
    }

    @Test
    @DisplayName("a writer thread writes what comes, and ends when all is out after close")
    void writesUntilClosed(Testbed bed) throws Exception {
        WriterChecks.writesUntilClosed(bed, bench);
    }

    @Test
    @DisplayName("a writer thread that is interrupted writes what is there first")
    void writesWhatIsThereWhenInterrupted(Testbed bed) throws Exception {
        WriterChecks.writesWhatIsThereWhenInterrupted(bed, bench);
    }

    @Test
    @DisplayName("a writer thread refuses a channel that does not block")
    void refusesANonBlockingChannel(Testbed bed) throws Exception {
        var channel = bed.closing(SocketChannel.open());
        channel.configureBlocking(false);
        assertThatThrownBy(() -> outbox.writeUntilClosed(channel), "a non-blocking socket channel")
                .isInstanceOf(IllegalBlockingModeException.class);
        outbox.offer(frame(1, 0));
        assertThatThrownBy(() -> outbox.writeUntilClosed(new ValveChannel(5)))
                .as("a channel that takes 5 bytes and then none")
                .isInstanceOf(IllegalBlockingModeException.class);
        assertThat(outbox.queuedBytes()).as("queued bytes after that").isEqualTo(15);
        assertThat(outbox.offer(frame(2, 0))).as("an offer after that").isTrue();
    }

    @Test
    @DisplayName("watermarks that make no sense are rejected")
    void checksItsSettings() {
        for (int[] wrong : new int[][] {{-1, 10}, {10, 10}, {11, 10}, {0, 0}}) {
            assertThatThrownBy(
                            () -> new Outbox(new FrameEncoder(), wrong[0], wrong[1], bench),
                            "low %d, high %d",
                            wrong[0],
                            wrong[1])
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
