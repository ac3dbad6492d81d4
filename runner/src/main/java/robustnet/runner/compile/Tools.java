package robustnet.runner.compile;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The jars that the runner itself runs on: the chapters' tests are compiled against them and run
/// on them.
///
/// @param classPath absolute
/// @param aotCache what a JVM on these jars loads first, kept by an earlier one (see JEP 514); need
///   not exist
public record Tools(List<Path> classPath, Optional<Path> aotCache) {
    public Tools {
        classPath = List.copyOf(classPath);
    }

    /// The class path of this JVM, and the cache in the folder of the course. The properties
    /// `learn.tools` and `learn.aot` say otherwise: a JVM whose classes are in folders has no
    /// cache.
    public static Tools ofThisJvm() {
        var ownPath = System.getProperty("java.class.path");
        return new Tools(
                Arrays.stream(System.getProperty("learn.tools", ownPath).split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                        .filter(Files::exists)
                        .toList(),
                Optional.ofNullable(System.getProperty("learn.aot"))
                        .map(Path::of)
                        .or(
                                () ->
                                        Optional.ofNullable(System.getProperty("learn.root"))
                                                .map(
                                                        root ->
                                                                Path.of(
                                                                        root,
                                                                        ".learn",
                                                                        "child.aot"))));
    }
}
