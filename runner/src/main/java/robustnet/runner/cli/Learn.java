package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import robustnet.runner.course.CourseException;
import robustnet.runner.dev.DevCommand;
import robustnet.runner.doctor.DoctorCommand;

/// `./learn`: alone, it names the next exercise.
@Command(
        name = "learn",
        description = "A course in robust TCP/IP programs. Alone: what to do next.",
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            CheckCommand.class,
            HintCommand.class,
            DocsCommand.class,
            SolutionCommand.class,
            ResetCommand.class,
            UndoCommand.class,
            DemoCommand.class,
            DoctorCommand.class,
            DevCommand.class
        })
public final class Learn implements Callable<Integer> {
    /// The exit code where nothing could be run.
    public static final int COULD_NOT_RUN = 2;

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
                    surroundings.err().println(text);
                    surroundings.err().flush();
                    return COULD_NOT_RUN;
                });
        int code = commandLine.execute(args);
        surroundings.out().flush();
        return code;
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
    public Integer call() {
        new NextReport(common.open()).print();
        return 0;
    }
}
