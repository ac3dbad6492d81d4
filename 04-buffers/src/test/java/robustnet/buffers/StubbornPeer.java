package robustnet.buffers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// A connection in memory to a receiver of files: it takes the manifest, asks for an offset, and
/// takes what comes then a few bytes a call, and nothing at all in each third call.
final class StubbornPeer implements ByteChannel {
    private static final int BYTES_A_CALL = 13;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final ByteBuffer request;
    private Runnable onRequest = () -> {};
    private int calls;
    private boolean open = true;

    /// It ends the stream when this is read.
    private StubbornPeer(byte[] request) {
        this.request = ByteBuffer.wrap(request);
    }

    static StubbornPeer asking(long offset) {
        return new StubbornPeer(ByteBuffer.allocate(Long.BYTES).putLong(0, offset).array());
    }

    /// It ends the stream within its request.
    static StubbornPeer silent() {
        return new StubbornPeer(new byte[3]);
    }

    /// Runs this when its request is read.
    StubbornPeer onRequest(Runnable action) {
        onRequest = action;
        return this;
    }

    byte[] taken() {
        return taken.toByteArray();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int room = BYTES_A_CALL;
        if (taken.size() < Manifest.WIRE_BYTES) {
            room = Manifest.WIRE_BYTES;
        } else if (++calls % 3 == 0) {
            room = 0;
        }
        int n = Math.min(room, source.remaining());
        for (int i = 0; i < n; i++) {
            taken.write(source.get());
        }
        return n;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!request.hasRemaining()) {
            return -1;
        }
        onRequest.run();
        int n = Math.min(target.remaining(), request.remaining());
        target.put(request.slice(request.position(), n));
        request.position(request.position() + n);
        return n;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
