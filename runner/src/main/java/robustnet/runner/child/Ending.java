package robustnet.runner.child;

/// How a child's life ended, and what that means for the tests that it did not finish.
///
/// @param reason why the test that was running did not end; [Verdict.Reason#NOT_FOUND] if the child
///   ended well
/// @param text one sentence, without the test's name
record Ending(Verdict.Reason reason, String text) {
    static Ending well() {
        return new Ending(
                Verdict.Reason.NOT_FOUND, "no such test was found in the compiled test class");
    }

    Verdict.NotRun whileRunning() {
        return new Verdict.NotRun(reason, text);
    }

    Verdict.NotRun beforeItsTurn() {
        return reason == Verdict.Reason.NOT_FOUND
                ? whileRunning()
                : new Verdict.NotRun(
                        Verdict.Reason.NEVER_STARTED, "it never started, because: " + text);
    }
}
