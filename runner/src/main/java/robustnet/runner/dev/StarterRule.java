package robustnet.runner.dev;

import robustnet.runner.check.Checker;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;

/// The untouched starter fails every graded test, and each of them really runs: a test that passes
/// on a stub, or that only fails because the exercise is marked as unfinished, tells nothing.
record StarterRule(Course course, Checker checker) {
    private static final String NAME = "starter";

    void check(ExerciseInfo exercise, Tally tally) throws InterruptedException {
        var files = String.join(", ", exercise.editFiles().stream().map(course::relative).toList());
        if (TodoMark.find(exercise.id(), exercise.editFiles()).isEmpty()) {
            tally.fail(
                    NAME,
                    files,
                    "no \"TODO %s\" in it: this is not the untouched starter (./learn reset %s brings it back)"
                            .formatted(exercise.id(), exercise.id()));
            return;
        }
        var result = checker.check(exercise);
        if (!Verdicts.notRun(result).isEmpty()) {
            tally.fail(NAME, files, "the starter: " + Verdicts.notRun(result));
        }
        for (var test : Verdicts.tests(result)) {
            tally.check(problem(test).isEmpty(), NAME, test.test().shortName(), problem(test));
        }
    }

    private static String problem(TestResult test) {
        return switch (test.verdict()) {
            case Verdict.Passed _ -> "passes on the untouched starter, so it tests nothing";
            case Verdict.Failed(var failure) ->
                    failure.passedOnStub()
                            ? "finds nothing wrong with the stub, so it tests nothing"
                            : "";
            case Verdict.NotRun(_, var text) ->
                    "does not run to its end on the untouched starter: " + text;
        };
    }
}
