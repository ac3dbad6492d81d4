package robustnet.runner.child;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import robustnet.runner.compile.Tools;

/// The command line that starts a JVM for a chapter's classes: the same JDK as this one, and the
/// heap and the number of carriers that `mvn verify` has too.
public final class ChildCommand {
    private ChildCommand() {}

    /// A process that runs `mainClass`. Its streams are pipes until the caller says otherwise.
    ///
    /// @param options more options for the JVM
    public static ProcessBuilder java(
            List<Path> classPath, Path workingFolder, List<String> options, String mainClass) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-Djdk.virtualThreadScheduler.parallelism=32",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        command.add("-cp");
        command.add(
                classPath.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(mainClass);
        var builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        // The JVM would announce them on the learner's output.
        builder.environment()
                .keySet()
                .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return builder;
    }

    static ProcessBuilder forTests(TestRequest request, Tools tools) {
        var options = testOptions(request.courseSources());
        request.properties().forEach((name, value) -> options.add("-D" + name + "=" + value));
        tools.aotCache()
                .filter(Files::isRegularFile)
                .ifPresent(cache -> options.add("-XX:AOTCache=" + cache));
        var more = options(request.workingFolder());
        if (Files.exists(more)) {
            options.add("@" + more); // the chapter's pom names it too
        }
        return java(
                request.classPath(), request.workingFolder(), options, ChildMain.class.getName());
    }

    /// Where a chapter says which options its tests need; need not exist.
    static Path options(Path workingFolder) {
        return workingFolder.resolve("test.options");
    }

    /// A JVM that loads what one for tests does, and keeps it in `cache`.
    static ProcessBuilder forWarmUp(Path sources, Tools tools, Path cache, Path workingFolder) {
        var options = testOptions(sources);
        options.add("-XX:AOTCacheOutput=" + cache);
        return java(tools.classPath(), workingFolder, options, WarmUp.class.getName());
    }

    private static List<String> testOptions(Path sources) {
        var options = new ArrayList<String>();
        options.add("-Dcourse.sources=" + sources);
        // The leak guard keeps the JDK from closing what was dropped, and lists virtual threads.
        options.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        options.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
        options.add(CrashFile.option());
        // A cache that does not fit any more costs time only: no news for a learner.
        options.add("-Xlog:disable");
        return options;
    }
}
