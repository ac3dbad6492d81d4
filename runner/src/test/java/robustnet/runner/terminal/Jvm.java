package robustnet.runner.terminal;

import java.nio.file.Path;
import java.util.List;

/// The command line of a JVM on this test's class path.
final class Jvm {
    private Jvm() {}

    static List<String> command(Path root, Class<?> main, String... arguments) {
        var options =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:disable",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dfile.encoding=UTF-8",
                        "-Dlearn.root=" + root,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName());
        return java.util.stream.Stream.concat(options.stream(), List.of(arguments).stream())
                .toList();
    }
}
