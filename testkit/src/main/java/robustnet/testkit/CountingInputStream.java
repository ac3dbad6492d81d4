package robustnet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// An input stream in memory that counts what was taken from it, to show who reads more than its
/// share (B10).
///
/// `available()` is always 0. After `close()` a read throws [IOException]. Safe for use by many
/// threads.
public final class CountingInputStream extends InputStream {
    private final byte[] data;
    private final boolean endless;
    private long bytesRead;
    private long reads;
    private boolean closed;

    private CountingInputStream(byte[] data, boolean endless) {
        this.data = data;
        this.endless = endless;
    }

    /// A stream of `data`, then its end.
    public static CountingInputStream of(byte[] data) {
        return new CountingInputStream(data.clone(), false);
    }

    /// A stream that repeats `data` and never ends.
    ///
    /// @param data at least 1 byte
    public static CountingInputStream endless(byte... data) {
        if (data.length == 0) {
            throw new IllegalArgumentException("nothing to repeat");
        }
        return new CountingInputStream(data.clone(), true);
    }

    /// How many bytes were taken.
    public synchronized long bytesRead() {
        return bytesRead;
    }

    /// How many read calls were made, those that met the end included.
    public synchronized long reads() {
        return reads;
    }

    /// Whether it was closed.
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        reads++;
        int n = endless ? length : (int) Math.min(length, data.length - bytesRead);
        if (n == 0 && length > 0) {
            return -1;
        }
        for (int i = 0; i < n; i++) {
            buffer[offset + i] = data[(int) ((bytesRead + i) % data.length)];
        }
        bytesRead += n;
        return n;
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
