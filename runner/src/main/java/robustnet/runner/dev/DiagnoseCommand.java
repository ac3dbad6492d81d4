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
import robustnet.runner.course.CourseRoot;
import robustnet.runner.diagnosis.Diagnoses;

/// `./learn dev diagnose`: whether each mistake is told for what it is. Ends with 0 if all are, and
/// nothing correct is taken for one; with 1 if not.
@Command(
        name = "diagnose",
        description =
                "Asks what each mistake looks like to a learner: itself, or one that fails in the same way.")
final class DiagnoseCommand implements Callable<Integer> {
    private static final int JOBS = Math.min(8, 2 * Runtime.getRuntime().availableProcessors());

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Exercises or chapters; without any the whole course.")
    private List<String> what = List.of("all");

    @Option(
            names = "--record",
            description = "Writes down how the mistakes fail, instead of asking.")
    private boolean record;

    @Option(
            names = "--add",
            description = "With --record: what was written down before counts as well.")
    private boolean add;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "With --record: runs each mistake N times.")
    private int repeat = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many mistakes at the same time (default: two a core, 8 at most).")
    private int jobs = JOBS;

    @Override
    public Integer call() throws InterruptedException {
        if (repeat < 1 || jobs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--repeat and --jobs take a number from 1 on");
        }
        var course = Catalogue.read(CourseRoot.find(System.getProperty("learn.root"), Path.of("")));
        var corpus = new Corpus(course, course.select(what), jobs);
        var checker = Checker.of(course);
        var report = new DiagnosisReport(spec.commandLine().getOut());
        try (var quick = checker.quickly()) {
            var run = new MistakeRun(course, checker, quick);
            if (record) {
                var recording = new Recording(course, run, repeat, add);
                corpus.each(
                        recording::of,
                        (exercise, signatures) -> {
                            recording.write(exercise, signatures);
                            report.recorded(exercise, signatures);
                        });
                return 0;
            }
            var measuring = new Measuring(course, checker, run, Diagnoses.of(course));
            corpus.each(
                    measuring::of,
                    (exercise, answers) ->
                            report.measured(exercise, answers, measuring.ofCorrect(exercise)));
            return report.end() ? 0 : 1;
        }
    }
}
