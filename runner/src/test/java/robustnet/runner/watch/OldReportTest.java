package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.screen.Key;

@DisplayName("Watch mode after a pass")
class OldReportTest extends LoopTest {
    @Test
    @DisplayName("shows the tests instead of an old pass as soon as one has failed")
    void dropsAnOldPass() throws InterruptedException {
        passes();
        rig.saves("1.1");
        var listener = rig.checking("1.1");
        var tests = rig.exercise("1.1").tests();
        listener.running(tests);
        var scene = rig.sees("checking …  ···");
        assertThat(rig.text(scene)).contains("★ 1.1 passed");

        var failed = (ExerciseResult.Ran) Tiny.result(rig.exercise("1.1"), 2);
        listener.finished(failed.run().tests().getLast());

        scene = rig.sees("✗ test 3 of One holds (B3)");
        assertThat(rig.text(scene)).doesNotContain("★ 1.1 passed").contains("· test 1 of One");
    }

    @Test
    @DisplayName("shows the tests after two seconds, and Esc brings the old report back")
    void cancelsAnyCheck() throws InterruptedException {
        passes();
        rig.savedBefore(java.time.Duration.ofSeconds(3), "1.1");
        rig.checking("1.1");

        var scene = rig.sees("checking …  Esc cancels  compiling");
        assertThat(rig.text(scene)).doesNotContain("★ 1.1 passed").contains("· test 1 of One");
        rig.presses(Key.Name.ESCAPE);

        scene = rig.sees("cancelled: the report is the one before");
        assertThat(rig.text(scene)).contains("★ 1.1 passed");
    }

    @Test
    @DisplayName("says beside the best points how it stands now, if that is worse")
    void saysBest() throws InterruptedException {
        passes();
        rig.sees("  10 of 10 points");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 2));
        rig.sees("best 10 of 10 points, red now");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.answer(Tiny.untouched(rig.exercise("1.1")));
        rig.sees("best 10 of 10 points, not started");
    }

    private void passes() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));
        rig.sees("passed: 3 of 3 tests");
    }
}
