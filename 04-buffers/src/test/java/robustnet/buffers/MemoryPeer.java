package robustnet.buffers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;

/// A connection in memory to a sender of files: it gives a manifest, takes an offset, and gives the
/// bytes from there, until a limit at which it ends or fails. A few bytes a call, as the network
/// may.
final class MemoryPeer implements ByteChannel {
    private static final int BYTES_A_CALL = 7;

    private final ByteBuffer manifest;
    private final byte[] content;
    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private ByteBuffer rest;
    private int limit = Integer.MAX_VALUE;
    private IOException failure;
    private IOException closeFailure;
    private Runnable onAsked = () -> {};
    private Runnable onFailure = () -> {};
    private boolean open = true;

    /// @param manifest what it gives first
    /// @param content what it sends from, at any offset up to its length
    MemoryPeer(ByteBuffer manifest, byte[] content) {
        this.manifest = manifest;
        this.content = content;
    }

    /// It offers this very content.
    MemoryPeer(byte[] content) {
        this(TransferBench.manifest(content).encode(), content);
    }

    /// The connection ends after so many bytes.
    MemoryPeer endsAfter(int bytes) {
        limit = bytes;
        return this;
    }

    /// The connection fails after so many bytes.
    MemoryPeer failsAfter(int bytes, IOException failure) {
        this.failure = failure;
        return endsAfter(bytes);
    }

    /// Runs this before it fails.
    MemoryPeer onFailure(Runnable action) {
        onFailure = action;
        return this;
    }

    /// Runs this before it gives the first byte of the content.
    MemoryPeer onAsked(Runnable action) {
        onAsked = action;
        return this;
    }

    /// Its close throws this, when it has closed it.
    MemoryPeer failsToClose(IOException failure) {
        closeFailure = failure;
        return this;
    }

    /// The offset that it was asked for, -1 if it was not asked.
    long askedFrom() {
        return asked.size() == Long.BYTES ? ByteBuffer.wrap(asked.toByteArray()).getLong() : -1;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkOpen();
        var source = manifest.hasRemaining() ? manifest : rest();
        if (limit == 0 && failure != null) {
            onFailure.run();
            throw failure;
        }
        if (limit == 0 || !source.hasRemaining()) {
            return -1;
        }
        int most = Math.min(Math.min(BYTES_A_CALL, limit), source.remaining());
        int n = Math.min(most, target.remaining());
        target.put(source.slice(source.position(), n));
        source.position(source.position() + n);
        limit -= n;
        return n;
    }

    private ByteBuffer rest() {
        if (rest == null) {
            if (askedFrom() < 0 && limit > 0) {
                throw new AssertionError("read beyond the manifest, before an offset was sent");
            }
            onAsked.run();
            int from = Math.clamp(askedFrom(), 0, content.length);
            rest = ByteBuffer.wrap(Arrays.copyOfRange(content, from, content.length));
        }
        return rest;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        int n = source.remaining();
        while (source.hasRemaining()) {
            asked.write(source.get());
        }
        return n;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        if (closeFailure != null) {
            throw closeFailure;
        }
    }

    private void checkOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
