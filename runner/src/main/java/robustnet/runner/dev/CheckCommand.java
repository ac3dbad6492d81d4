package robustnet.runner.dev;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robustnet.runner.check.Checker;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;

/// `./learn dev check`: the gate. Ends with 0 if everything passed, with 1 if something did not.
@Command(
        name = "check",
        description =
                "Checks the course itself: starters fail, references pass, mistakes are caught, pages are true.")
final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private Selection selection;

    @Option(names = "--plain", description = "No colour.")
    private boolean plain;

    @Option(names = "--json", description = "One JSON document for machines.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var course = selection.course();
        var exercises = selected(course);
        var out = spec.commandLine().getOut();
        var report = new GateReport(out, Style.ofThisProcess(plain));
        var gate = new Gate(course, Checker.of(course), selection.repeat(), selection.jobs());
        var parts = gate.check(exercises, selection.isAll(), json ? part -> {} : report::line);
        if (json) {
            report.json(parts);
        } else {
            report.end(parts);
        }
        return parts.stream().allMatch(Part::isClean) ? 0 : 1;
    }

    private List<ExerciseInfo> selected(Course course) {
        var exercises = selection.of(course);
        if (exercises.isEmpty()) {
            throw new CourseException(
                    "There is no exercise to check: a gate that checks nothing does not pass.");
        }
        return exercises;
    }
}
