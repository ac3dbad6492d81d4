package robustnet.runner.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import robustnet.runner.check.Checker;
import robustnet.runner.check.ExerciseResult;
import robustnet.runner.child.ChildLimits;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.diagnosis.Diagnoses;
import robustnet.runner.report.JsonReport;
import robustnet.runner.report.TextReport;

/// `./learn check`
@Command(name = "check", description = "Runs the tests of exercises on your code.")
final class CheckCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description =
                    "An exercise (1.4), a chapter (01), or all. Without it: the one you work on.")
    private String what;

    @Option(
            names = {"-v", "--verbose"},
            description = "All stack frames and all output.")
    private boolean verbose;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(
            names = "--earlier",
            paramLabel = "reference|mine",
            defaultValue = "reference",
            description = "Whose classes of earlier chapters are used. Default: ${DEFAULT-VALUE}.")
    private String earlier;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The random numbers of a run that failed: it says which.")
    private Long seed;

    @Override
    public Integer call() throws InterruptedException {
        var desk = common.open();
        var exercises = selected(desk);
        var properties =
                seed == null ? Map.<String, String>of() : Map.of("course.seed", seed.toString());
        var checker =
                new Checker(
                        desk.course(),
                        Tools.ofThisJvm(),
                        from(),
                        ChildLimits.defaults(),
                        properties);
        var report = new TextReport(desk.course(), desk.out(), desk.style(), verbose);
        var results = new ArrayList<ExerciseResult>();
        for (var exercise : exercises) {
            var result = checker.check(exercise);
            results.add(result);
            if (!json) {
                report.print(result);
                desk.out().flush();
            }
        }
        if (json) {
            desk.out().println(JsonReport.of(results, Diagnoses.of(desk.course())));
        } else {
            printEnd(desk, report, results);
        }
        desk.remember(results, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return results.stream().allMatch(ExerciseResult::passed) ? 0 : 1;
    }

    private List<ExerciseInfo> selected(Desk desk) {
        if (what == null) {
            return List.of(
                    desk.current()
                            .orElseThrow(
                                    () ->
                                            new CourseException(
                                                    "All exercises are passed. ./learn check all checks them again.")));
        }
        var exercises = desk.course().select(what);
        if (exercises.isEmpty()) {
            throw new CourseException("There are no exercises in " + what + " yet.");
        }
        return exercises;
    }

    private EarlierChapters.From from() {
        try {
            return EarlierChapters.From.valueOf(earlier.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new CourseException("--earlier is reference or mine, not " + earlier + ".");
        }
    }

    private static void printEnd(Desk desk, TextReport report, List<ExerciseResult> results) {
        if (results.size() > 1) {
            report.printSummary(results);
            results.stream()
                    .filter(result -> !result.passed())
                    .findFirst()
                    .ifPresent(r -> desk.out().println("next: ./learn check " + r.exercise().id()));
        } else if (results.getFirst().passed()) {
            desk.out().println("./learn shows what comes next.");
        } else {
            report.printVerdict(results.getFirst());
            report.printHelp(results.getFirst());
        }
    }
}
