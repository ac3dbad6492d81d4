package robustnet.runner.child;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A print stream that stays open: code under test that closes `System.out` only flushes it.
final class OpenPrintStream extends PrintStream {
    OpenPrintStream(OutputStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        flush();
    }
}
