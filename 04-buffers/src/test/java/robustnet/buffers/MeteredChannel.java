package robustnet.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A channel that moves so many bytes a call, so many in all, and notes what each call offers it.
/// When it has moved them all it throws, or moves nothing any more.
final class MeteredChannel implements GatheringByteChannel, ReadableByteChannel {
    private static final int PATIENCE = 1000;

    private final int perCall;
    private final IOException failure;
    private final List<Long> offers = new ArrayList<>();
    private ByteBuffer[] firstOffer = {};
    private long left;
    private int idleCalls;

    private MeteredChannel(int perCall, long inAll, IOException failure) {
        this.perCall = perCall;
        this.left = inAll;
        this.failure = failure;
    }

    /// A channel that goes on for as long as anyone asks.
    static MeteredChannel taking(int perCall) {
        return new MeteredChannel(perCall, Long.MAX_VALUE, null);
    }

    /// A channel that throws `failure` when it has moved `inAll` bytes.
    static MeteredChannel failing(int perCall, int inAll, IOException failure) {
        return new MeteredChannel(perCall, inAll, failure);
    }

    /// A channel that moves nothing when it has moved `inAll` bytes. Who asks a thousand times more
    /// gets an [AssertionError].
    static MeteredChannel stuck(int perCall, int inAll) {
        return new MeteredChannel(perCall, inAll, null);
    }

    /// How many bytes each write was offered, in order.
    List<Long> offers() {
        return List.copyOf(offers);
    }

    /// Views of the buffers of the first write, as they were then.
    ByteBuffer[] firstOffer() {
        return firstOffer;
    }

    /// How many calls moved nothing.
    int idleCalls() {
        return idleCalls;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return move(target, allowance());
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) write(new ByteBuffer[] {source});
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return write(sources, 0, sources.length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long offered = 0;
        for (int i = offset; i < offset + length; i++) {
            offered += sources[i].remaining();
        }
        if (offers.isEmpty()) {
            firstOffer =
                    Stream.of(sources)
                            .skip(offset)
                            .limit(length)
                            .map(ByteBuffer::duplicate)
                            .toArray(ByteBuffer[]::new);
        }
        offers.add(offered);
        int allowance = allowance();
        long moved = 0;
        for (int i = offset; i < offset + length; i++) {
            moved += move(sources[i], (int) (allowance - moved));
        }
        return moved;
    }

    private int allowance() throws IOException {
        if (left == 0 && failure != null) {
            throw failure;
        }
        if (left == 0 && ++idleCalls == PATIENCE) {
            throw new AssertionError(
                    "asked %,d times although nothing moves: this loop keeps a processor busy"
                            .formatted(PATIENCE));
        }
        return (int) Math.min(perCall, left);
    }

    private int move(ByteBuffer buffer, int limit) {
        int n = Math.min(limit, buffer.remaining());
        buffer.position(buffer.position() + n);
        left -= n;
        return n;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        throw new AssertionError("the channel was closed by who only moves bytes");
    }
}
