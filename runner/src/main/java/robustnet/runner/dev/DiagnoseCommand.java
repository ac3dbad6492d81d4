package robustnet.runner.dev;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robustnet.runner.check.Checker;
import robustnet.runner.diagnosis.Diagnoses;

/// `./learn dev diagnose`: whether each mistake is told for what it is. Ends with 0 if all are, and
/// nothing correct is taken for one; with 1 if not.
@Command(
        name = "diagnose",
        description =
                "Asks what each mistake looks like to a learner: itself, or one that fails in the same way.")
final class DiagnoseCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private Selection selection;

    @Option(
            names = "--record",
            description = "Writes down how the mistakes fail, instead of asking.")
    private boolean record;

    @Option(
            names = "--add",
            description = "With --record: what was written down before counts as well.")
    private boolean add;

    @Override
    public Integer call() throws InterruptedException {
        var course = selection.course();
        var corpus = new Corpus(course, selection.of(course), selection.jobs());
        var checker = Checker.of(course);
        var report = new DiagnosisReport(spec.commandLine().getOut());
        try (var quick = checker.quickly()) {
            var run = new MistakeRun(course, checker, quick);
            if (record) {
                var recording = new Recording(course, run, selection.repeat(), add);
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
