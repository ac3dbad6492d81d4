package robustnet.runner.child;

import java.io.IOException;
import java.io.OutputStream;

/// An output that several writers share: each call goes out whole, and closing only flushes, so
/// that one writer cannot close it for the others. Thread-safe.
final class SharedOutput extends OutputStream {
    private final OutputStream out;

    SharedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        out.flush();
    }
}
