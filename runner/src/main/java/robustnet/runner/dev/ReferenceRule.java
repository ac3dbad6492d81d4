package robustnet.runner.dev;

import java.util.LinkedHashMap;
import java.util.Map;
import robustnet.runner.check.Checker;
import robustnet.runner.child.TestResult;
import robustnet.runner.compile.Subject;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// The reference passes every graded test, in each of several runs; a skipped test has not passed.
record ReferenceRule(Course course, Checker checker, int repeat) {
    private static final String NAME = "reference";

    void check(ExerciseInfo exercise, Tally tally) throws InterruptedException {
        var chapter = course.chapterOf(exercise);
        var failures = new LinkedHashMap<TestInfo, Failures>();
        for (var result :
                checker.check(exercise, Subject.reference(chapter), exercise.tests(), repeat)) {
            if (!Verdicts.notRun(result).isEmpty()) {
                tally.fail(
                        NAME, course.relative(chapter.referenceSources()), Verdicts.notRun(result));
            }
            for (var test : Verdicts.tests(result)) {
                count(test, tally, failures);
            }
        }
        failures.forEach((test, failed) -> tally.fail(NAME, test.shortName(), failed.text(repeat)));
    }

    private static void count(TestResult test, Tally tally, Map<TestInfo, Failures> failures) {
        if (test.passed()) {
            tally.pass();
        } else {
            failures.merge(
                    test.test(),
                    new Failures(1, Verdicts.text(test.verdict())),
                    (before, _) -> new Failures(before.times() + 1, before.first()));
        }
    }

    private record Failures(int times, String first) {
        String text(int runs) {
            var often = runs == 1 ? "" : " in " + times + " of " + runs + " runs; the first time";
            return "fails on the reference" + often + ":\n" + first;
        }
    }
}
