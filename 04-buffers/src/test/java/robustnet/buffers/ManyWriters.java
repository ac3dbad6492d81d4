package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import robustnet.testkit.Testbed;

/// Eight threads put frames into an outbox, one writes them to a socket, and the reader at its
/// other end is slow.
final class ManyWriters {
    private static final int WRITERS = 8;
    private static final int FRAMES = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int LOW = 2_000;
    private static final int HIGH = 4_000;

    private ManyWriters() {}

    static void toASlowReader(Testbed bed) throws Exception {
        var pauses = new AtomicInteger();
        var outbox = new Outbox(new FrameEncoder(), LOW, HIGH, counting(pauses));
        var listener = bed.closing(ServerSocketChannel.open());
        listener.bind(new InetSocketAddress(bed.loopback(), 0));
        var near = bed.closing(SocketChannel.open(listener.getLocalAddress()));
        var far = bed.closing(listener.accept());
        var most = new AtomicInteger();
        var random = bed.random();
        var writers =
                IntStream.range(0, WRITERS)
                        .mapToObj(
                                writer -> {
                                    long seed = random.nextLong();
                                    return bed.async(() -> write(outbox, writer, seed, most));
                                })
                        .toArray(CompletableFuture[]::new);
        var sending =
                bed.async(
                        () -> {
                            outbox.writeUntilClosed(near);
                            near.shutdownOutput();
                            return true;
                        });
        var reading = bed.async(() -> readSlowly(far));

        assertThat(CompletableFuture.allOf(writers)).as("the 8 writers").succeedsWithin(PATIENCE);
        outbox.close();
        assertThat(sending).as("the writer thread").succeedsWithin(PATIENCE);
        var stream = reading.get();

        var frames = SentFrame.in(stream);
        assertThat(frames).as("frames that came").hasSize(WRITERS * FRAMES);
        var next = new long[WRITERS];
        for (var frame : frames) {
            int writer = (int) (frame.requestId() >> 32);
            assertThat((int) frame.requestId())
                    .as("the next frame of writer %d", writer)
                    .isEqualTo(next[writer]++);
        }
        assertThat(most.get())
                .as("most queued bytes that were seen")
                .isPositive()
                .isLessThanOrEqualTo(HIGH);
        assertThat(pauses.get()).as("pauses").isPositive();
    }

    private static boolean write(Outbox outbox, int writer, long seed, AtomicInteger most)
            throws Exception {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < FRAMES; i++) {
            var frame = OutboxBench.frame(((long) writer << 32) + i, random.nextInt(600));
            outbox.put(frame, Deadlines.later());
            most.accumulateAndGet(outbox.queuedBytes(), Math::max);
        }
        return true;
    }

    /// A few hundred bytes a read, and now and then a rest.
    private static byte[] readSlowly(SocketChannel channel) throws Exception {
        var all = new ByteArrayOutputStream();
        var chunk = ByteBuffer.allocate(700);
        for (int reads = 0; channel.read(chunk.clear()) >= 0; reads++) {
            all.write(chunk.array(), 0, chunk.position());
            if (reads % 100 == 0) {
                Thread.sleep(1);
            }
        }
        return all.toByteArray();
    }

    private static Outbox.Listener counting(AtomicInteger pauses) {
        return new Outbox.Listener() {
            @Override
            public void paused() {
                pauses.incrementAndGet();
            }

            @Override
            public void resumed() {}
        };
    }
}
