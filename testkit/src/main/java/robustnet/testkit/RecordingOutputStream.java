package robustnet.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// An output stream in memory that remembers each write call, to show who writes a frame in pieces
/// (B11) or forgets the flush (B8).
///
/// After `close()` a write or flush throws [IOException]. Safe for use by many threads.
public final class RecordingOutputStream extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private int flushes;
    private int flushed;
    private boolean closed;

    /// The length of each write, in order.
    public synchronized List<Integer> writes() {
        return List.copyOf(writes);
    }

    /// How often it was flushed.
    public synchronized int flushes() {
        return flushes;
    }

    /// How many bytes had been written when it was last flushed.
    public synchronized int flushedBytes() {
        return flushed;
    }

    /// Whether it was closed.
    public synchronized boolean isClosed() {
        return closed;
    }

    /// All bytes written so far.
    public synchronized byte[] toByteArray() {
        return bytes.toByteArray();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] data, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, data.length);
        failIfClosed();
        writes.add(length);
        bytes.write(data, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        failIfClosed();
        flushes++;
        flushed = bytes.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void failIfClosed() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
    }
}
