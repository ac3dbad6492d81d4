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
public record Tools(List<Path> classPath) {
    public Tools {
        classPath = List.copyOf(classPath);
    }

    /// The class path of this JVM.
    public static Tools ofThisJvm() {
        return new Tools(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                        .filter(Files::exists)
                        .toList());
    }

    /// The jar whose file name begins with `name` and a version.
    public Optional<Path> jar(String name) {
        return classPath.stream()
                .filter(p -> p.getFileName().toString().matches(name + "-\\d.*\\.jar"))
                .findFirst();
    }
}
