package robustnet.testkit.junit;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Keeps the first MiB of what is printed to standard error, where slf4j-simple logs too, and
/// passes it on.
final class ErrorLog implements AutoCloseable {
    private static final int MOST =
            1 << 20; // a program that prints for ever must not fill the memory

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final PrintStream tee = new PrintStream(new Tee(before), true, StandardCharsets.UTF_8);

    ErrorLog() {
        System.setErr(tee);
    }

    String text() {
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /// Puts the standard error back that was there before.
    @Override
    public void close() {
        if (System.err == tee) System.setErr(before);
    }

    private final class Tee extends FilterOutputStream {
        private Tee(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            synchronized (kept) {
                kept.write(bytes, from, Math.min(length, MOST - kept.size()));
            }
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
