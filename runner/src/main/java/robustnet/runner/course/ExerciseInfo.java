package robustnet.runner.course;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// An exercise, as its test class declares it.
///
/// @param id chapter, point, number: `1.4`
/// @param level the difficulty, 1 to 4
/// @param minutes how long it takes someone who has read the page
/// @param bonus whether its points come on top of 100 %
/// @param testClass the binary name of the test class
/// @param testFile the source of the test class
/// @param editFiles the sources that the learner edits, in the learner's tree; a file may be
///   missing
/// @param tests the tests that grade it, in the order of the source; may be empty
public record ExerciseInfo(
        String id,
        String title,
        int level,
        int minutes,
        boolean bonus,
        String testClass,
        Path testFile,
        List<Path> editFiles,
        List<TestInfo> tests) {
    public ExerciseInfo {
        editFiles = List.copyOf(editFiles);
        tests = List.copyOf(tests);
    }

    /// What it is worth: 5 points a level.
    public int points() {
        return 5 * level;
    }

    /// The sum of the tests' deadlines.
    public Duration timeLimit() {
        return tests.stream().map(TestInfo::timeLimit).reduce(Duration.ZERO, Duration::plus);
    }
}
