package robustnet.testkit.junit;

import java.util.Set;
import java.util.stream.Collectors;

/// What was there before a test began.
///
/// @param threads the ids of the threads that ran
/// @param sockets the inodes of the sockets that were open
record Baseline(Set<Long> threads, Set<String> sockets) {
    static Baseline take() {
        var threads =
                ThreadDump.take().threads().stream()
                        .map(ThreadDump.Entry::id)
                        .collect(Collectors.toUnmodifiableSet());
        return new Baseline(threads, OpenSockets.inodes());
    }

    /// The baseline of a test that nothing is known of yet.
    static Baseline none() {
        return new Baseline(Set.of(), Set.of());
    }
}
