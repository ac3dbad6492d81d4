package robustnet.runner.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import robustnet.runner.course.CourseException;
import robustnet.runner.dev.DevCommand;
import robustnet.runner.doctor.DoctorCommand;
import robustnet.runner.screen.Width;
import robustnet.runner.watch.Watch;

/// `./learn`: alone, it watches the next exercise on a terminal, and names it elsewhere.
@Command(
        name = "learn",
        description =
                "A course in robust TCP/IP programs. Alone, in a terminal: watches your next exercise; elsewhere: names it.",
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            CheckCommand.class,
            WatchCommand.class,
            HintCommand.class,
            DocsCommand.class,
            SolutionCommand.class,
            GotoCommand.class,
            ResetCommand.class,
            UndoCommand.class,
            SaveCommand.class,
            RestoreCommand.class,
            StartCommand.class,
            UpgradeCheckCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            DevCommand.class
        })
public final class Learn implements Callable<Integer> {
    /// The exit code where nothing could be run.
    public static final int COULD_NOT_RUN = 2;

    private static final int COLUMNS = 80;

    private final Surroundings surroundings;

    @Mixin private Common common;

    private Learn(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// Runs one command line.
    ///
    /// @return the exit code: 0 all passed, 1 not, 2 could not run
    public static int run(Surroundings surroundings, String... args) {
        var commandLine = new CommandLine(new Learn(surroundings));
        commandLine.getSubcommands().values().forEach(Learn::addHelp);
        commandLine.setOut(surroundings.out());
        commandLine.setErr(surroundings.err());
        commandLine.setExecutionExceptionHandler(
                (problem, _, _) -> {
                    surroundings.out().flush();
                    var text =
                            problem instanceof CourseException
                                    ? problem.getMessage()
                                    : new CrashReport(surroundings).write(problem);
                    surroundings.err().println(surroundings.terminal() ? wrapped(text) : text);
                    surroundings.err().flush();
                    return COULD_NOT_RUN;
                });
        int code = commandLine.execute(args);
        surroundings.out().flush();
        return code;
    }

    /// A terminal would break a long line in the middle of a word. A longer path stays whole.
    private static String wrapped(String text) {
        return text.lines()
                .flatMap(
                        line ->
                                isProse(line)
                                        ? Width.wrap(line, COLUMNS).stream()
                                        : Stream.of(line))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isProse(String line) {
        return !line.startsWith(" ")
                && Stream.of(line.split(" ")).allMatch(word -> Width.of(word) <= COLUMNS);
    }

    /// `--help` for `command` and those below it.
    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Shows this help.")
                                .build());
        command.getSubcommands().values().forEach(Learn::addHelp);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var desk = common.open();
        if (!common.live() || !watch(desk)) {
            new NextReport(desk).print();
        }
        return 0;
    }

    /// @return false if there is nothing to watch, or no screen to do it on
    private boolean watch(Desk desk) throws InterruptedException {
        var learner = new DeskLearner(desk, new CrashReport(surroundings));
        var exercise = desk.current();
        return exercise.isPresent()
                && new Watch(learner, Watch.Noticing.TOLD, desk.out()).onScreen(exercise.get());
    }
}
