package robustnet.runner.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robustnet.runner.check.Checker;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.CourseRoot;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;

/// `./learn dev check`: the gate. Ends with 0 if everything passed, with 1 if something did not.
@Command(
        name = "check",
        description =
                "Checks the course itself: starters fail, references pass, mistakes are caught, pages are true.")
final class CheckCommand implements Callable<Integer> {
    /// More than cores: half the time a mistake waits for what it does not get.
    private static final int JOBS = Math.min(8, 2 * Runtime.getRuntime().availableProcessors());

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description =
                    "Exercises or chapters; without any the whole course, its pages included.")
    private List<String> what = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Runs the references' tests N times.")
    private int repeat = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many test runs at the same time (default: a core each, 4 at most).")
    private int jobs = JOBS;

    @Option(names = "--plain", description = "No colour.")
    private boolean plain;

    @Option(names = "--json", description = "One JSON document for machines.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (repeat < 1 || jobs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--repeat and --jobs take a number from 1 on");
        }
        var course = Catalogue.read(CourseRoot.find(System.getProperty("learn.root"), Path.of("")));
        var exercises = selected(course);
        var out = spec.commandLine().getOut();
        var report = new GateReport(out, Style.ofThisProcess(plain));
        var gate = new Gate(course, Checker.of(course), repeat, jobs);
        var parts = gate.check(exercises, what.isEmpty(), json ? part -> {} : report::line);
        if (json) {
            report.json(parts);
        } else {
            report.end(parts);
        }
        return parts.stream().allMatch(Part::isClean) ? 0 : 1;
    }

    private List<ExerciseInfo> selected(Course course) {
        var exercises = course.select(what.isEmpty() ? List.of("all") : what);
        if (exercises.isEmpty()) {
            throw new CourseException(
                    "There is no exercise to check: a gate that checks nothing does not pass.");
        }
        return exercises;
    }
}
