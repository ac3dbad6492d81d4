package robustnet.runner.child;

import java.util.HashMap;
import java.util.Map;

/// What a child prints: as a whole, and by the test that ran when it was printed. Each of its two
/// streams says for itself which test that is, as they are read one apart from the other. Memory is
/// bounded, whatever is printed. Thread-safe.
final class ChildOutput {
    /// Of what is kept as a whole one test has at most this part.
    private static final int SHARE = 2;

    /// All tests together may have this many times as much as the whole.
    private static final int TIMES = 64;

    /// What runs when no test does.
    private static final TestKey OUTSIDE = new TestKey("", "");

    private static final class Part {
        final CappedOutput all;
        final CappedOutput standard;
        long logged;
        boolean isMidLine;

        Part(int cap) {
            all = new CappedOutput(cap);
            standard = new CappedOutput(cap);
        }

        void write(Stream from, byte[] bytes, int offset, int length) {
            all.write(from, bytes, offset, length);
            if (from == Stream.OUT) {
                standard.write(from, bytes, offset, length);
            } else {
                countLines(bytes, offset, length);
            }
        }

        private void countLines(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                logged += isMidLine ? 0 : 1;
                isMidLine = bytes[i] != '\n';
            }
        }

        TestOutput output() {
            return new TestOutput(all.text(), standard.text(), logged);
        }
    }

    private final CappedOutput whole;
    private final int share;
    private final Map<TestKey, Part> parts = new HashMap<>();
    private final TestKey[] running = {OUTSIDE, OUTSIDE};
    private long room;

    /// @param cap how many bytes are kept as a whole
    ChildOutput(int cap) {
        whole = new CappedOutput(cap);
        share = cap / SHARE;
        room = (long) cap * TIMES;
    }

    /// From here on `test` runs, as far as this stream is read.
    synchronized void begins(Stream stream, TestKey test) {
        running[stream.ordinal()] = test;
    }

    /// From here on no test runs.
    void ends(Stream stream) {
        begins(stream, OUTSIDE);
    }

    synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
        if (length > 0) {
            whole.write(stream, bytes, offset, length);
            part(running[stream.ordinal()]).write(stream, bytes, offset, length);
        }
    }

    private Part part(TestKey test) {
        var part = parts.get(test);
        if (part == null) {
            int cap = (int) Math.min(share, room / 2);
            room -= 2L * cap;
            part = new Part(cap);
            parts.put(test, part);
        }
        return part;
    }

    /// All that was printed.
    PrintedText whole() {
        return whole.text();
    }

    /// What was printed while `test` ran.
    synchronized TestOutput of(TestKey test) {
        var part = parts.get(test);
        return part == null ? TestOutput.NONE : part.output();
    }

    /// What was printed while no test ran.
    TestOutput outside() {
        return of(OUTSIDE);
    }
}
