package robustnet.testkit;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// An input stream that gives at most n bytes a read, as a network does that cuts messages anywhere
/// (B1).
///
/// `available()` is always 0, as it is between two segments (B4). Mark and reset are not supported.
public final class DripInputStream extends FilterInputStream {
    private final int maxBytesPerRead;

    /// @param maxBytesPerRead at least 1; primes such as 13, 17 and 19 hit the most boundaries
    public DripInputStream(InputStream in, int maxBytesPerRead) {
        super(in);
        if (maxBytesPerRead < 1) {
            throw new IllegalArgumentException(
                    "at least 1 byte a read, but was " + maxBytesPerRead);
        }
        this.maxBytesPerRead = maxBytesPerRead;
    }

    /// A stream of `data`.
    public DripInputStream(byte[] data, int maxBytesPerRead) {
        this(new ByteArrayInputStream(data), maxBytesPerRead);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(length, maxBytesPerRead));
    }

    @Override
    public long skip(long n) throws IOException {
        return super.skip(Math.min(n, maxBytesPerRead));
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
