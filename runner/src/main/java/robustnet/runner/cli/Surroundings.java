package robustnet.runner.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/// What a command finds around it.
///
/// @param learnRoot the course's folder as the launcher says it, or null
/// @param workingFolder where the course is looked for otherwise
/// @param out for what was asked for
/// @param err for what went wrong
/// @param terminal whether a person looks at it
/// @param environment the environment variables
public record Surroundings(
        String learnRoot,
        Path workingFolder,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        Map<String, String> environment) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
