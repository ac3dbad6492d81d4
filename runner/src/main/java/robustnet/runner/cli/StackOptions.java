package robustnet.runner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import robustnet.runner.compile.Compilation;
import robustnet.runner.compile.EarlierChapters;
import robustnet.runner.compile.ExerciseCompiler;
import robustnet.runner.compile.Folders;
import robustnet.runner.compile.Subject;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.CourseException;
import robustnet.runner.demo.DemoRun;
import robustnet.runner.demo.FaultPlan;
import robustnet.runner.demo.Needs;
import robustnet.runner.report.TextReport;

/// What `./learn demo` without a chapter can be told, and how it is done.
final class StackOptions {
    /// The program that is the whole stack, in the last chapter's tests.
    static final Path PROGRAM = Path.of("StackDemo.java");

    private static final int MOST_SERVERS = 9;
    private static final int USUAL_SECONDS = 10;

    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "How many servers, 1 to 9. Default: 3.")
    private int servers = 3;

    @Option(
            names = "--faults",
            paramLabel = "PLAN",
            description =
                    "What goes wrong by itself: none; tour, which kills, freezes, slows and"
                            + " corrupts one server after the other for 2 s each; random; or a list"
                            + " such as \"3s kill 1, 5s restore 1\" of kill, freeze, slow, corrupt"
                            + " and restore. Default: none where there are keys, else tour.")
    private String faults;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long, 1 or more. Default: until q where there are keys, else 10.")
    private Integer seconds;

    @Option(
            names = "--json",
            description = "One JSON object a second, and one with the summary at the end.")
    private boolean json;

    /// Runs the whole stack.
    ///
    /// @return the exit code
    int run(Desk desk, Common common, CommandLine line, boolean solution)
            throws IOException, InterruptedException {
        var run = new DemoRun(settings(common, line, solution), desk.out(), desk.style());
        var chapter = desk.course().chapters().getLast();
        if (!Files.exists(source(chapter))) {
            throw new CourseException("The last chapter has no whole stack to show.");
        }
        if (!solution) {
            Needs.check(desk.course());
        }
        if (!json) {
            desk.out().println(desk.style().dim("Compiling the chapters and starting the stack …"));
            desk.out().flush();
        }
        var output = Folders.fresh(desk.course().root(), "demo-");
        try {
            return switch (compile(desk, chapter, solution, output)) {
                case Compilation.Failed(var problems) -> {
                    new TextReport(desk.course(), desk.out(), desk.style(), false)
                            .printProblems(problems);
                    yield 1;
                }
                case Compilation.Compiled(var classPath) -> {
                    var program =
                            new DemoRun.Program(
                                    classPath, chapter.folder(), chapter.pkg() + ".StackDemo");
                    var log = output.resolve("stack.log");
                    yield run.run(program, log, common.surroundings().err()) ? 0 : 1;
                }
            };
        } finally {
            Folders.delete(output);
        }
    }

    private DemoRun.Settings settings(Common common, CommandLine line, boolean solution) {
        boolean keys = !json && common.live();
        int length = seconds != null ? seconds : keys ? 0 : USUAL_SECONDS;
        if (servers < 1 || servers > MOST_SERVERS || seconds != null && seconds < 1) {
            throw new ParameterException(line, "--servers is 1 to 9, --seconds 1 or more");
        }
        try {
            var plan = FaultPlan.parse(faults != null ? faults : keys ? "none" : "tour");
            plan.checkFor(servers);
            return new DemoRun.Settings(
                    solution ? "the reference" : "your code",
                    servers,
                    plan,
                    length,
                    json ? DemoRun.Look.JSON : keys ? DemoRun.Look.SCREEN : DemoRun.Look.LINES);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, "--faults: " + e.getMessage());
        }
    }

    private static Path source(Chapter chapter) {
        return chapter.testSources().resolve(chapter.pkg().replace('.', '/')).resolve(PROGRAM);
    }

    private static Compilation compile(Desk desk, Chapter chapter, boolean solution, Path output) {
        var from = solution ? EarlierChapters.From.REFERENCE : EarlierChapters.From.MINE;
        var subject = solution ? Subject.reference(chapter) : Subject.learner(chapter);
        return new ExerciseCompiler(desk.course(), Tools.ofThisJvm(), from)
                .compile(chapter, List.of(source(chapter)), subject, output);
    }
}
