package robustnet.runner.dev;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseRoot;
import robustnet.runner.course.ExerciseInfo;

/// What the commands have in common that run the tests of many exercises: which exercises, how
/// often, and how many at the same time.
final class Selection {
    /// More than cores: most of the time a mistake waits for what it does not get.
    private static final int JOBS = Math.min(8, 3 * Runtime.getRuntime().availableProcessors());

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Exercises or chapters; without any the whole course.")
    private List<String> what = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs N times: the references' tests, or the mistakes to --record.")
    private int repeat = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many test runs at the same time (default: three a core, 8 at most).")
    private int jobs = JOBS;

    /// Reads the course.
    ///
    /// @throws ParameterException if a number makes no sense
    Course course() {
        if (repeat < 1 || jobs < 1) {
            throw new ParameterException(
                    command.commandLine(), "--repeat and --jobs take a number from 1 on");
        }
        return Catalogue.read(CourseRoot.find(System.getProperty("learn.root"), Path.of("")));
    }

    /// The exercises of `course` that were asked for.
    List<ExerciseInfo> of(Course course) {
        return course.select(isAll() ? List.of("all") : what);
    }

    /// Whether none was named.
    boolean isAll() {
        return what.isEmpty();
    }

    int repeat() {
        return repeat;
    }

    int jobs() {
        return jobs;
    }
}
