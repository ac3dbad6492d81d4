package robustnet.runner.child;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/// Keeps the first bytes of what is printed to two streams, in the order in which it comes in, and
/// counts the rest. A stream that writes into an unfinished line of the other one begins a new
/// line. Thread-safe.
final class CappedOutput {
    private final int cap;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Set<Stream> cut = EnumSet.noneOf(Stream.class);
    private Stream last = Stream.OUT;
    private boolean isMidLine;
    private long omitted;

    CappedOutput(int cap) {
        this.cap = cap;
    }

    synchronized void write(Stream from, byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (from != last && isMidLine && kept.size() < cap) {
            kept.write('\n');
            cut.add(last);
            isMidLine = false;
        }
        // The end of a line that was cut stands there already.
        int skipped = cut.remove(from) && bytes[offset] == '\n' ? 1 : 0;
        if (skipped < length) {
            keep(bytes, offset + skipped, length - skipped);
            isMidLine = bytes[offset + length - 1] != '\n';
            last = from;
        }
    }

    private void keep(byte[] bytes, int offset, int length) {
        int room = Math.min(length, cap - kept.size());
        kept.write(bytes, offset, room);
        omitted += length - room;
    }

    synchronized PrintedText text() {
        return new PrintedText(kept.toString(StandardCharsets.UTF_8), omitted);
    }
}
