package robustnet.testkit.junit;

import java.io.UncheckedIOException;
import java.util.Optional;
import robustnet.testkit.FailureNote;
import robustnet.testkit.PeerFailure;
import robustnet.testkit.Standing;

/// Looks at the learner's threads at the moment when a peer was let down, and attaches what it saw.
///
/// @param before what was there before the test
record Witness(Subject subject, Baseline before) {
    /// @param serving whether the program is the server, so has an accept loop
    /// @param afterReset whether another peer had reset its connection before
    /// @param peer where the peer stands
    void look(PeerFailure failure, boolean serving, boolean afterReset, Optional<Standing> peer) {
        switch (failure.kind()) {
            case TIMEOUT, END_OF_STREAM, RESET, REFUSED -> {}
            case MISMATCH, UNEXPECTED_BYTES -> {
                return;
            }
        }
        OwnThreads threads;
        try {
            threads = OwnThreads.in(ThreadDump.take(), subject, before);
        } catch (UncheckedIOException e) {
            return; // no dump, no note: the failure itself is what counts
        }
        boolean none = threads.entries().isEmpty();
        if (failure.kind() == PeerFailure.Kind.TIMEOUT
                || failure.kind() == PeerFailure.Kind.END_OF_STREAM) {
            var stands = none ? nothing(serving) : threads.text();
            var and =
                    failure.kind() == PeerFailure.Kind.TIMEOUT
                            ? peer.map(p -> "\n" + p.text()).orElse("")
                            : "";
            attach(failure, FailureNote.Kind.THREADS, stands + and);
        }
        if (none && serving && afterReset) {
            attach(
                    failure,
                    FailureNote.Kind.USUALLY,
                    "usually: the exception of the reset client left the accept loop, and its thread"
                            + " has ended");
        }
    }

    private static String nothing(boolean serving) {
        return "no thread of your code is running: "
                + (serving ? "the accept loop has ended" : "the call has ended");
    }

    private static void attach(PeerFailure failure, FailureNote.Kind kind, String text) {
        failure.addSuppressed(new FailureNote(kind, text));
    }
}
