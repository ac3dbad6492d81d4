package robustnet.runner.child;

import java.io.IOException;

/// How a child's life ended, and what that means for the tests that it did not finish.
///
/// @param reason why the test that was running did not end; [Verdict.Reason#NOT_FOUND] if the child
///   ended well
/// @param text one sentence
/// @param isCrash whether the JVM itself crashed, which Java code alone cannot bring about
record Ending(Verdict.Reason reason, String text, boolean isCrash) {
    Ending(Verdict.Reason reason, String text) {
        this(reason, text, false);
    }

    static Ending well() {
        return new Ending(
                Verdict.Reason.NOT_FOUND, "no such test was found in the compiled test class");
    }

    static Ending notStarted(IOException e) {
        return new Ending(Verdict.Reason.DIED, "the JVM did not start: " + e.getMessage());
    }

    /// Whether the child has done all that it was asked for.
    boolean isWell() {
        return reason == Verdict.Reason.NOT_FOUND;
    }

    /// The same, of a JVM that was to do what another one had crashed in.
    Ending secondTime() {
        return isCrash ? new Ending(reason, text + "; the run before had crashed too", true) : this;
    }

    Verdict.NotRun whileRunning() {
        return new Verdict.NotRun(reason, text);
    }

    Verdict.NotRun beforeItsTurn() {
        return isWell()
                ? whileRunning()
                : new Verdict.NotRun(
                        Verdict.Reason.NEVER_STARTED, "it never started, because: " + text);
    }
}
