package robustnet.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// What a [FaultProxy] does to the bytes that go in one direction, in Toxiproxy's words.
///
/// Faults add up, may be changed while connections are open, and then hold from the next chunk of
/// bytes on. Each method returns this object. Safe for use by many threads.
public final class Faults {
    /// How a connection ends at its limit.
    public enum Ending {
        /// With the end of the stream.
        FIN,
        /// With a reset.
        RST
    }

    private final AtomicLong bytes = new AtomicLong();
    private Duration latency = Duration.ZERO;
    private Duration jitter = Duration.ZERO;
    private int slice = Integer.MAX_VALUE;
    private Duration pause = Duration.ZERO;
    private long limit = Long.MAX_VALUE;
    private Ending limitEnding = Ending.FIN;
    private long bytesPerSecond = Long.MAX_VALUE;
    private Duration slowClose = Duration.ZERO;
    private boolean reset;
    private long[] corruptBits = {};
    private double corruptRate;
    private boolean frozen;

    Faults() {}

    /// Delays each byte by `latency`, give or take up to `jitter`; bytes stay in order, and many
    /// may be on the way.
    public synchronized Faults latency(Duration latency, Duration jitter) {
        notNegative(latency);
        notNegative(jitter);
        this.latency = latency;
        this.jitter = jitter;
        return this;
    }

    /// Cuts the stream into pieces of at most `bytes` bytes, with a pause after each.
    public synchronized Faults slice(int bytes, Duration pause) {
        check(bytes > 0, "a slice has at least 1 byte: " + bytes);
        notNegative(pause);
        slice = bytes;
        this.pause = pause;
        return this;
    }

    /// Lets so many bytes through on each connection, counted from its beginning, and then ends it.
    /// At `FIN` the receiver sees the end of the stream, the rest is swallowed, and the other
    /// direction stays open; at `RST` both sides see a reset.
    public synchronized Faults limitData(long bytes, Ending ending) {
        check(bytes >= 0, "a limit is not negative: " + bytes);
        limit = bytes;
        limitEnding = ending;
        return this;
    }

    /// Lets at most so many bytes through a second on each connection.
    public synchronized Faults bandwidth(long bytesPerSecond) {
        check(bytesPerSecond > 0, "a bandwidth is at least 1 byte a second: " + bytesPerSecond);
        this.bytesPerSecond = bytesPerSecond;
        return this;
    }

    /// Delays the end of the stream.
    public synchronized Faults slowClose(Duration delay) {
        notNegative(delay);
        slowClose = delay;
        return this;
    }

    /// Swallows the next bytes of each connection and resets it, so that both sides see a reset.
    public synchronized Faults resetPeer() {
        reset = true;
        return this;
    }

    /// Flips these bits of each connection's stream. Bit 0 is the highest bit of the first byte.
    public synchronized Faults corruptBits(long... bits) {
        corruptBits = bits.clone();
        return this;
    }

    /// Flips one bit, chosen by lot, in this share of all bytes.
    ///
    /// @param rate from 0 to 1
    public synchronized Faults corruptRate(double rate) {
        check(0 <= rate && rate <= 1, "a rate is from 0 to 1: " + rate);
        corruptRate = rate;
        return this;
    }

    /// Holds everything back, the end of the stream included, until [#thaw()]. What is being
    /// written at that very moment may still arrive.
    public synchronized Faults freeze() {
        frozen = true;
        return this;
    }

    /// Lets what was held back go on.
    public synchronized Faults thaw() {
        frozen = false;
        notifyAll();
        return this;
    }

    /// Takes all faults away, a freeze included.
    public synchronized Faults clear() {
        latency = Duration.ZERO;
        jitter = Duration.ZERO;
        slice = Integer.MAX_VALUE;
        pause = Duration.ZERO;
        limit = Long.MAX_VALUE;
        bytesPerSecond = Long.MAX_VALUE;
        slowClose = Duration.ZERO;
        reset = false;
        corruptBits = new long[0];
        corruptRate = 0;
        return thaw();
    }

    /// How many bytes were passed on in this direction, over all connections.
    public long bytes() {
        return bytes.get();
    }

    /// How long to delay the next chunk.
    synchronized Duration delay(RandomGenerator random) {
        long width = jitter.toNanos();
        Duration delay =
                width == 0 ? latency : latency.plusNanos(random.nextLong(-width, width + 1));
        return delay.isNegative() ? Duration.ZERO : delay;
    }

    /// How many bytes to write at once: a slice, or what the bandwidth carries in 10 ms.
    synchronized int pieceSize() {
        return Math.clamp(bytesPerSecond / 100, 1, slice);
    }

    /// How long to pause after a piece of `n` bytes.
    synchronized Duration pauseAfter(int n) {
        return pause.plusNanos((long) (n * 1e9 / bytesPerSecond));
    }

    synchronized Duration delayOfEnd() {
        return slowClose;
    }

    synchronized boolean isReset() {
        return reset;
    }

    /// How many more bytes a connection may pass on that has passed on `position`.
    synchronized long allowance(long position) {
        return Math.max(0, limit - position);
    }

    synchronized Ending limitEnding() {
        return limitEnding;
    }

    /// Flips bits of `chunk`, whose first byte is number `position` of its connection.
    synchronized void corrupt(byte[] chunk, long position, RandomGenerator random) {
        for (long bit : corruptBits) {
            long at = bit / 8 - position;
            if (0 <= at && at < chunk.length) {
                chunk[(int) at] ^= (byte) (0x80 >> bit % 8);
            }
        }
        for (int i = 0; corruptRate > 0 && i < chunk.length; i++) {
            if (random.nextDouble() < corruptRate) {
                chunk[i] ^= (byte) (1 << random.nextInt(8));
            }
        }
    }

    synchronized void awaitThawed() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }

    void passed(int n) {
        bytes.addAndGet(n);
    }

    private static void notNegative(Duration duration) {
        check(!duration.isNegative(), "a duration is not negative: " + duration);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
