package robustnet.testkit.junit;

import java.util.List;
import java.util.Optional;

/// Where a test's own thread stands in the learner's code, and how.
///
/// @param line 0 for a thread that runs: a loop is met at any of its lines
/// @param state tells a wait without a timeout from one that ends by itself
record HangPlace(String type, String method, int line, Blocked blocked, Thread.State state) {

    /// Looks at this one thread now, without a dump of all.
    ///
    /// @param thread a virtual thread: a blocked one is parked, so one that is runnable runs
    /// @return empty if it is in none of the learner's code
    static Optional<HangPlace> of(Thread thread, Subject subject) {
        var stack = List.of(thread.getStackTrace());
        var state = thread.getState();
        var blocked = state == Thread.State.RUNNABLE ? Blocked.SPIN : Blocked.of(state, stack);
        return subject.firstOwn(stack)
                .map(
                        frame ->
                                new HangPlace(
                                        frame.getClassName(),
                                        frame.getMethodName(),
                                        blocked == Blocked.SPIN ? 0 : frame.getLineNumber(),
                                        blocked,
                                        state));
    }
}
