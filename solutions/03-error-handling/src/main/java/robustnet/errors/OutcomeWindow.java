package robustnet.errors;

import java.util.BitSet;

/// The latest outcomes, up to a number, and how many of them are failures. Not safe for use by many
/// threads.
final class OutcomeWindow {
    private final int capacity;
    private final BitSet failed;
    private int size;
    private int next;

    OutcomeWindow(int capacity) {
        this.capacity = capacity;
        failed = new BitSet(capacity);
    }

    /// Adds an outcome; if the window is full, the oldest leaves.
    void add(boolean failure) {
        failed.set(next, failure);
        next = (next + 1) % capacity;
        size = Math.min(size + 1, capacity);
    }

    int size() {
        return size;
    }

    int failures() {
        return failed.cardinality();
    }

    void clear() {
        failed.clear();
        size = 0;
        next = 0;
    }
}
