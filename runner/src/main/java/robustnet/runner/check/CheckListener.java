package robustnet.runner.check;

import java.util.List;
import robustnet.runner.child.RunListener;
import robustnet.runner.course.TestInfo;

/// Hears of a check while it runs, so that somebody who waits can be shown more than a blank. What
/// counts is the result of the check, not what was heard: a test that was heard to pass may still
/// lose its verdict. Called by the thread that checks; what it throws ends the check.
public interface CheckListener extends RunListener {
    /// One that does not listen.
    CheckListener NONE = new CheckListener() {};

    /// The sources are being compiled.
    default void compiling() {}

    /// They compiled: these tests are run now, in no order that is promised.
    default void running(List<TestInfo> tests) {}
}
