package robustnet.runner.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.CourseRoot;

/// Puts the details of a bug of the runner's own where they can be sent from.
final class CrashReport {
    private final Surroundings surroundings;

    CrashReport(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// @return one line for the learner
    String write(Throwable bug) {
        var trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        try {
            var file = folder().resolve("crash.txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "Java " + Runtime.version() + "\n" + trace);
            return "The runner itself failed (%s). That is not your fault; the details are in %s."
                    .formatted(bug.getClass().getSimpleName(), file);
        } catch (IOException | CourseException _) {
            return "The runner itself failed: " + bug;
        }
    }

    private Path folder() {
        return CourseRoot.find(surroundings.learnRoot(), surroundings.workingFolder())
                .resolve(".learn");
    }
}
