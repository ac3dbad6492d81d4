package robustnet.buffers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A connection in memory that takes as many bytes as the test lets through, like a socket whose
/// buffer is full: partial writes, also in the middle of one of several buffers, and none.
final class ValveChannel implements GatheringByteChannel {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicInteger writers = new AtomicInteger();
    private long room;
    private int writes;
    private IOException failure;
    private CountDownLatch gate = new CountDownLatch(0);
    private boolean overlapped;
    private volatile Runnable onWrite = () -> {};

    /// @param room how many bytes it takes at first
    ValveChannel(long room) {
        this.room = room;
    }

    /// Takes so many bytes more.
    synchronized ValveChannel let(long bytes) {
        room += bytes;
        return this;
    }

    /// When there is no room any more, each write throws this.
    synchronized ValveChannel failing(IOException failure) {
        this.failure = failure;
        return this;
    }

    /// The writes that begin now wait until this latch is down.
    synchronized ValveChannel closedBy(CountDownLatch gate) {
        this.gate = gate;
        return this;
    }

    /// Each write begins with this.
    ValveChannel onWrite(Runnable action) {
        onWrite = action;
        return this;
    }

    synchronized byte[] written() {
        return written.toByteArray();
    }

    /// How many writes were made.
    synchronized int writes() {
        return writes;
    }

    /// Whether two threads were in a write at a time.
    synchronized boolean overlapped() {
        return overlapped;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        onWrite.run();
        boolean others = writers.getAndIncrement() > 0;
        try {
            begin(others).await();
            return take(sources, offset, length);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } finally {
            writers.decrementAndGet();
        }
    }

    private synchronized CountDownLatch begin(boolean others) {
        overlapped |= others;
        writes++;
        return gate;
    }

    private synchronized long take(ByteBuffer[] sources, int offset, int length)
            throws IOException {
        if (room == 0 && failure != null) {
            throw failure;
        }
        long before = room;
        for (int i = offset; i < offset + length; i++) {
            for (; room > 0 && sources[i].hasRemaining(); room--) {
                written.write(sources[i].get());
            }
        }
        return before - room;
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return write(sources, 0, sources.length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
