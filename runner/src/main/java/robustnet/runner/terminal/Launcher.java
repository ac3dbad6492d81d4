package robustnet.runner.terminal;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import robustnet.runner.Main;

/// Starts this very runner, as it runs here, on another course.
public final class Launcher {
    private Launcher() {}

    /// Writes a `learn` into a course's folder.
    ///
    /// @throws IOException if it cannot be written
    public static void write(Path root) throws IOException {
        var words =
                command(root, Main.class).stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(joining(" "));
        var launcher = root.resolve("learn");
        Files.writeString(launcher, "#!/bin/sh\nexec " + words + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// The command line of a JVM on this one's class path.
    ///
    /// @param root the course's folder
    static List<String> command(Path root, Class<?> main, String... arguments) {
        var classPath =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words =
                Stream.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dfile.encoding=UTF-8",
                        "-Dlearn.root=" + root,
                        "-cp",
                        classPath,
                        main.getName());
        return Stream.concat(words, Stream.of(arguments)).toList();
    }
}
