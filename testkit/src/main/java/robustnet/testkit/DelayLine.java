package robustnet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.random.RandomGenerator;

/// Reads chunks from a socket and hands each out when its latency is over, in order. While chunks
/// are on the way it goes on reading, up to a limit, so latency does not cost throughput.
final class DelayLine {
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_ON_THE_WAY = 4 * 1024 * 1024;

    /// Bytes on the way; none at all stand for the end of the stream.
    private record Chunk(byte[] data, long due) {}

    private final Socket source;
    private final InputStream in;
    private final Faults faults;
    private final RandomGenerator random;
    private final Queue<Chunk> chunks = new ArrayDeque<>();
    private final byte[] buffer = new byte[CHUNK];
    private int onTheWay;
    private long lastDue = System.nanoTime();
    private boolean ended;

    DelayLine(Socket source, Faults faults, RandomGenerator random) throws IOException {
        this.source = source;
        this.in = source.getInputStream();
        this.faults = faults;
        this.random = random;
    }

    /// The next bytes whose time has come; an empty array at the end of the stream.
    byte[] next() throws IOException, InterruptedException {
        while (true) {
            Chunk first = chunks.peek();
            Duration wait = first == null ? Duration.ZERO : Threads.until(first.due());
            if (first != null && (!wait.isPositive() || ended || onTheWay > MOST_ON_THE_WAY)) {
                Threads.sleep(wait);
                onTheWay -= first.data().length;
                return chunks.remove().data();
            }
            read(wait);
        }
    }

    /// Reads for at most `time`, or without limit if that is zero.
    private void read(Duration time) throws IOException {
        source.setSoTimeout(time.isZero() ? 0 : (int) Math.max(1, time.toMillis()));
        try {
            int n = in.read(buffer);
            ended = n < 0;
            byte[] data = Arrays.copyOf(buffer, Math.max(0, n));
            lastDue = later(lastDue, System.nanoTime() + faults.delay(random).toNanos());
            chunks.add(new Chunk(data, lastDue));
            onTheWay += data.length;
        } catch (SocketTimeoutException _) {
            // Nothing came meanwhile; the first chunk is due.
        }
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
