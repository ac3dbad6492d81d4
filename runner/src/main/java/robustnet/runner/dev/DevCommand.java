package robustnet.runner.dev;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./learn dev …`: for those who write the course.
@Command(
        name = "dev",
        description = "For those who write the course: check it, add to it.",
        subcommands = {
            CheckCommand.class,
            NewCommand.class,
            CaptureCommand.class,
            WarmUpCommand.class,
            DiagnoseCommand.class
        })
public final class DevCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: ./learn dev check, or ./learn dev new 2.1");
    }
}
