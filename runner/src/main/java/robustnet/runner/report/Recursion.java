package robustnet.runner.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import robustnet.runner.child.Failure;

/// The circle of calls in a stack that overflowed.
///
/// @param calls the learner's frames of one round, outermost first
record Recursion(List<Failure.Frame> calls) {
    private static final int LONGEST = 40;

    /// Finds the shortest circle that goes on through the innermost frames.
    static Optional<Recursion> in(List<Failure.Frame> frames, OwnFrames own) {
        for (int length = 1; length <= Math.min(LONGEST, frames.size() / 2); length++) {
            if (repeats(frames, length)) {
                var round =
                        frames.subList(0, length).reversed().stream()
                                .filter(f -> own.place(f).isPresent())
                                .toList();
                return round.isEmpty() ? Optional.empty() : Optional.of(new Recursion(round));
            }
        }
        return Optional.empty();
    }

    /// Where the stack overflowed matters least: the innermost round may be cut anywhere.
    private static boolean repeats(List<Failure.Frame> frames, int length) {
        for (int i = length; i < Math.min(frames.size(), 3 * length + 3); i++) {
            if (!frames.get(i).equals(frames.get(i % length))) {
                return false;
            }
        }
        return true;
    }

    /// `recursion without end: read → fill → read`
    String text() {
        var names = calls.stream().map(Failure.Frame::method);
        return "recursion without end: "
                + Stream.concat(names, Stream.of(calls.getFirst().method()))
                        .collect(Collectors.joining(" → "));
    }
}
