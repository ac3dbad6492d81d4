package robustnet.runner.dev;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import robustnet.runner.check.Checker;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.RunResult;
import robustnet.runner.child.TestResult;
import robustnet.runner.compile.Subject;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.diagnosis.Diagnoses;
import robustnet.runner.diagnosis.Diagnosis;
import robustnet.runner.mistake.Mistake;

/// Asks what mistakes look like: each should look like itself, and what is no mistake like none.
record Measuring(Course course, Checker checker, MistakeRun run, Diagnoses diagnoses) {
    /// How often a mistake is run that does not look like itself: one that shows by a race fails
    /// another test now and then.
    private static final int LOOKS = 3;

    /// What came of a mistake.
    ///
    /// @param name the mistake's
    /// @param said what it was said to look like
    /// @param took how long that took to find out
    /// @param looks how often it was run, from 1 to 3
    record Answer(String name, Outcome outcome, List<String> said, Duration took, int looks) {}

    /// How a mistake was diagnosed.
    enum Outcome {
        /// As itself alone.
        ITSELF,
        /// As itself or another one that the tests cannot tell from it.
        WITH_ANOTHER,
        /// As two others that the tests cannot tell from it.
        AS_LIKELY,
        /// As another one, or not at all.
        WRONG
    }

    /// Where the first look does not find what was expected, the mistake is run again as a
    /// learner's code is.
    Answer of(ExerciseInfo exercise, Mistake mistake) throws InterruptedException {
        var answer = answer(exercise, mistake, run.quickly(exercise, mistake), 1);
        for (int look = 2; look <= LOOKS && answer.outcome() == Outcome.WRONG; look++) {
            answer = answer(exercise, mistake, run.alone(exercise, mistake), look);
        }
        return answer;
    }

    private Answer answer(
            ExerciseInfo exercise, Mistake mistake, List<TestResult> tests, int look) {
        var result = new ExerciseResult.Ran(exercise, new RunResult(tests, "", 0, Duration.ZERO));
        long start = System.nanoTime();
        var said = diagnoses.of(result).stream().map(Diagnosis::name).toList();
        var took = Duration.ofNanos(System.nanoTime() - start);
        boolean likely = diagnoses.likeliest(result).contains(mistake.name());
        Outcome outcome;
        if (said.contains(mistake.words())) {
            outcome = said.size() == 1 ? Outcome.ITSELF : Outcome.WITH_ANOTHER;
        } else {
            outcome = likely && !said.isEmpty() ? Outcome.AS_LIKELY : Outcome.WRONG;
        }
        return new Answer(mistake.name(), outcome, said, took, look);
    }

    /// What the reference and the untouched starter look like: nothing, if all is well.
    List<String> ofCorrect(ExerciseInfo exercise) throws InterruptedException {
        var reference = Subject.reference(course.chapterOf(exercise));
        return Stream.of(checker.check(exercise, reference), checker.check(exercise))
                .flatMap(result -> diagnoses.of(result).stream())
                .map(Diagnosis::name)
                .toList();
    }
}
