package robustnet.runner.child;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Keeps the first bytes of what the code under test prints and counts the rest. Thread-safe.
final class CappedOutput {
    private final int cap;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long omitted;

    CappedOutput(int cap) {
        this.cap = cap;
    }

    synchronized void write(int b) {
        if (kept.size() < cap) {
            kept.write(b);
        } else {
            omitted++;
        }
    }

    synchronized void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, cap - kept.size());
        kept.write(bytes, offset, room);
        omitted += length - room;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    synchronized long omitted() {
        return omitted;
    }
}
