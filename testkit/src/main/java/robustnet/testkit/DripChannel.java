package robustnet.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.Objects;

/// A channel in memory that moves at most n bytes a call, as a non-blocking socket may: partial
/// reads and partial writes, also in the middle of one of several buffers (F5), and, if wanted,
/// calls that move nothing.
///
/// A read into a full buffer gives 0, not -1, even at the end (F6). Safe for use by many threads.
public final class DripChannel implements ByteChannel, GatheringByteChannel, ScatteringByteChannel {
    private final ByteBuffer input;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final int maxBytesPerCall;
    private int stallEvery = Integer.MAX_VALUE;
    private int calls;
    private boolean closed;

    /// @param input what can be read from it before its end
    /// @param maxBytesPerCall at least 1
    public DripChannel(byte[] input, int maxBytesPerCall) {
        if (maxBytesPerCall < 1) {
            throw new IllegalArgumentException(
                    "at least 1 byte a call, but was " + maxBytesPerCall);
        }
        this.input = ByteBuffer.wrap(input.clone());
        this.maxBytesPerCall = maxBytesPerCall;
    }

    /// Makes each `n`th call move nothing and give 0.
    ///
    /// @param n at least 2
    /// @return this channel
    public synchronized DripChannel stallEvery(int n) {
        if (n < 2) {
            throw new IllegalArgumentException("a channel that never moves anything: " + n);
        }
        stallEvery = n;
        return this;
    }

    /// All bytes written so far.
    public synchronized byte[] written() {
        return written.toByteArray();
    }

    /// How many bytes are left to read.
    public synchronized int unread() {
        return input.remaining();
    }

    /// How many reads and writes were made.
    public synchronized int calls() {
        return calls;
    }

    @Override
    public int read(ByteBuffer target) throws ClosedChannelException {
        return (int) read(new ByteBuffer[] {target}, 0, 1);
    }

    @Override
    public long read(ByteBuffer[] targets) throws ClosedChannelException {
        return read(targets, 0, targets.length);
    }

    @Override
    public synchronized long read(ByteBuffer[] targets, int offset, int length)
            throws ClosedChannelException {
        int allowance = beginCall(targets, offset, length);
        int moved = 0;
        boolean full = true;
        for (int i = offset; i < offset + length; i++) {
            full &= !targets[i].hasRemaining();
            moved += move(input, targets[i], Math.min(allowance - moved, targets[i].remaining()));
        }
        return moved == 0 && !full && !input.hasRemaining() ? -1 : moved;
    }

    @Override
    public int write(ByteBuffer source) throws ClosedChannelException {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] sources) throws ClosedChannelException {
        return write(sources, 0, sources.length);
    }

    @Override
    public synchronized long write(ByteBuffer[] sources, int offset, int length)
            throws ClosedChannelException {
        int allowance = beginCall(sources, offset, length);
        var sink = ByteBuffer.allocate(allowance);
        for (int i = offset; i < offset + length; i++) {
            move(sources[i], sink, sink.remaining());
        }
        written.write(sink.array(), 0, sink.position());
        return sink.position();
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private int beginCall(ByteBuffer[] buffers, int offset, int length)
            throws ClosedChannelException {
        Objects.checkFromIndexSize(offset, length, buffers.length);
        if (closed) {
            throw new ClosedChannelException();
        }
        calls++;
        return calls % stallEvery == 0 ? 0 : maxBytesPerCall;
    }

    private static int move(ByteBuffer from, ByteBuffer to, int limit) {
        int n = Math.min(limit, from.remaining());
        to.put(from.slice(from.position(), n));
        from.position(from.position() + n);
        return n;
    }
}
