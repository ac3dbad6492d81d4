package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A class file, and the source that it comes from.
///
/// @param source relative, as the class file tells it: `pkg/Frames.java`
record SourcedClass(Path file, Path source, ClassModel model) {
    /// Those in `folder` that come from `sources`.
    static List<SourcedClass> from(Path folder, Set<Path> sources) {
        var found = new ArrayList<SourcedClass>();
        for (var pkg : new TreeSet<>(sources.stream().map(SourcedClass::parent).toList())) {
            if (!Files.isDirectory(folder.resolve(pkg))) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder.resolve(pkg))) {
                for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    var model = ClassFile.of().parse(file);
                    sourceOf(model)
                            .map(pkg::resolve)
                            .filter(sources::contains)
                            .ifPresent(source -> found.add(new SourcedClass(file, source, model)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /// Replaces those in `folder` that come from `sources` by those in `fresh`, which are moved.
    static void replace(Path folder, Path fresh, Set<Path> sources) throws IOException {
        for (var old : from(folder, sources)) {
            Files.delete(old.file());
        }
        for (var young : from(fresh, sources)) {
            Files.move(young.file(), folder.resolve(fresh.relativize(young.file())));
        }
    }

    private static Path parent(Path source) {
        return source.getParent() == null ? Path.of("") : source.getParent();
    }

    private static Optional<String> sourceOf(ClassModel model) {
        return model.findAttribute(Attributes.sourceFile()).map(a -> a.sourceFile().stringValue());
    }
}
