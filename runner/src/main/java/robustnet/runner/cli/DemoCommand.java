package robustnet.runner.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robustnet.runner.child.ChildCommand;
import robustnet.runner.compile.Compilation;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Folders;
import robustnet.runner.compile.Subject;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.CourseException;
import robustnet.runner.report.TextReport;

/// `./learn demo`, `./learn demo 01`
@Command(
        name = "demo",
        description =
                "Shows the whole stack at work, on your seven chapters: servers behind a bad"
                        + " network, and a client under load. With a chapter: runs that chapter's"
                        + " demo.",
        footer = {
            "",
            "In a terminal, keys do the faults: 1-9 or the arrows choose a server, k kills it,"
                    + " f freezes, s slows, c corrupts, r restores it, q ends the demo."
                    + " --plain shows one line a second instead.",
            "",
            "  ./learn demo --solution                   on the reference",
            "  ./learn demo --faults \"3s kill 1, 6s restore 1\"",
            "  ./learn demo --json | head -5             one JSON object a second"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "CHAPTER",
            description = "A chapter, such as 01. Without it: the whole stack.")
    private String what;

    @Option(names = "--solution", description = "On the reference solution instead.")
    private boolean solution;

    @ArgGroup(exclusive = false)
    private StackOptions stack;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (what != null && stack != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--servers, --faults, --seconds and --json are for the whole stack: leave out "
                            + what);
        }
        var desk = common.open();
        if (what == null) {
            var options = stack == null ? new StackOptions() : stack;
            return options.run(desk, common, command.commandLine(), solution);
        }
        var chapter = desk.course().chapter(what);
        var demo = demoOf(chapter);
        var subject = solution ? Subject.reference(chapter) : Subject.learner(chapter);
        var compiler =
                new ExerciseCompiler(
                        desk.course(), Tools.ofThisJvm(), EarlierChapters.From.REFERENCE);
        var output = Folders.fresh(desk.course().root(), "demo-");
        try {
            return switch (compiler.compile(chapter, List.of(demo), subject, output)) {
                case Compilation.Failed(var problems) -> {
                    new TextReport(desk.course(), desk.out(), desk.style(), false)
                            .printProblems(problems);
                    yield 1;
                }
                case Compilation.Compiled(var classPath) -> {
                    desk.out().flush();
                    yield run(classPath, chapter, className(chapter, demo));
                }
            };
        } finally {
            Folders.delete(output);
        }
    }

    /// The demo's streams are ours, so it may ask and be interrupted.
    private static int run(List<Path> classPath, Chapter chapter, String className)
            throws IOException, InterruptedException {
        var process =
                ChildCommand.java(classPath, chapter.folder(), List.of(), className)
                        .inheritIO()
                        .start();
        return process.waitFor() == 0 ? 0 : 1;
    }

    private static Path demoOf(Chapter chapter) {
        if (Files.isDirectory(chapter.testSources())) {
            try (var files = Files.walk(chapter.testSources())) {
                var demo =
                        files.filter(f -> f.toString().endsWith("Demo.java"))
                                .filter(f -> !f.endsWith(StackOptions.PROGRAM))
                                .sorted()
                                .findFirst();
                if (demo.isPresent()) {
                    return demo.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new CourseException("Chapter " + chapter.number() + " has no demo yet.");
    }

    private static String className(Chapter chapter, Path demo) {
        var path = chapter.testSources().relativize(demo).toString();
        return path.substring(0, path.length() - ".java".length())
                .replace('/', '.')
                .replace('\\', '.');
    }
}
