package robustnet.runner.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Where a test types `./learn …` and reads what it answers.
final class Terminal {
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private boolean terminal;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    Terminal(Path root) {
        this.root = root;
    }

    /// From here on; forgets the environment.
    Terminal onTerminal(boolean yes) {
        terminal = yes;
        environment.clear();
        return this;
    }

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// @return the exit code
    int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        return Learn.run(
                new Surroundings(
                        root.toString(),
                        root,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        terminal,
                        environment),
                args);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
