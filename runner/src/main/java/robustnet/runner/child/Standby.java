package robustnet.runner.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import robustnet.runner.compile.Tools;

/// A JVM that was started in advance and waits, warmed up, for the only request that it will get.
///
/// @param surroundings what it was started with; one that was started with anything else is of no
///   use
record Standby(ChildProcess child, String token, Surroundings surroundings)
        implements AutoCloseable {
    /// All that a JVM reads when it starts.
    ///
    /// @param tools when each of the tools was written, and the kept classes
    /// @param options the chapter's own
    record Surroundings(
            Path workingFolder,
            Map<String, String> properties,
            List<FileTime> tools,
            String options) {
        static Surroundings of(TestRequest request, Tools tools) {
            var written = new ArrayList<FileTime>();
            tools.classPath().forEach(jar -> written.add(written(jar)));
            tools.aotCache().ifPresent(cache -> written.add(written(cache)));
            return new Surroundings(
                    request.workingFolder(),
                    request.properties(),
                    written,
                    options(request.workingFolder()));
        }

        private static FileTime written(Path file) {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException _) {
                return FileTime.fromMillis(0);
            }
        }

        private static String options(Path workingFolder) {
            try {
                return Files.readString(ChildCommand.options(workingFolder));
            } catch (IOException _) {
                return "";
            }
        }
    }

    /// Starts one that will do for requests like this one. Returns at once.
    static Standby start(TestRequest request, Tools tools, ChildLimits limits) throws IOException {
        var surroundings = Surroundings.of(request, tools);
        var token = TestRun.newToken();
        var command = ChildCommand.forTests(request.on(tools.classPath()), tools);
        var child = ChildProcess.start(command, ChildRequest.warmUp(token), limits.output());
        return new Standby(child, token, surroundings);
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /// Waits until it is warm, or `patience` is over.
    ///
    /// @return whether it is warm, and lives
    boolean isReady(Duration patience) throws InterruptedException {
        return child.next(patience) instanceof Event.Ready && isAlive();
    }

    @Override
    public void close() {
        child.close();
    }
}
