package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;

/// The classes of the chapters before one, compiled when first needed and kept by the content of
/// their sources in `.learn/out/earlier`.
public final class EarlierChapters {
    /// Whose classes a chapter builds on.
    public enum From {
        /// The reference solutions: a slip in chapter 1 costs nothing in chapter 5.
        REFERENCE,
        /// The learner's own.
        MINE
    }

    private final Course course;
    private final Javac javac;
    private final From from;

    EarlierChapters(Course course, Javac javac, From from) {
        this.course = course;
        this.javac = javac;
        this.from = from;
    }

    /// The class folders of the chapters before `chapter`, as a class path.
    synchronized Compilation classPath(Chapter chapter) {
        var classPath = new ArrayList<Path>();
        var content = digest();
        for (var before : course.before(chapter)) {
            var sources = from == From.MINE ? before.mainSources() : before.referenceSources();
            var files = javaFiles(sources);
            if (files.isEmpty()) {
                continue;
            }
            update(content, sources, files);
            var output = folder(before, content);
            if (!Files.isDirectory(output)) {
                var failed = compile(files, sources, classPath, output);
                if (!failed.isEmpty()) {
                    return new Compilation.Failed(failed);
                }
            }
            classPath.add(output);
            var resources = sources.resolveSibling("resources");
            if (Files.isDirectory(resources)) {
                classPath.add(resources);
            }
        }
        return new Compilation.Compiled(classPath);
    }

    /// Compiles next to the target and moves: a folder that is there is whole.
    private List<Compilation.Problem> compile(
            List<Path> files, Path sources, List<Path> classPath, Path output) {
        try {
            Files.createDirectories(output.getParent());
            var fresh = Files.createTempDirectory(output.getParent(), "new-");
            var failed = javac.compile(files, List.of(sources), classPath, fresh);
            if (failed.isEmpty()) {
                Folders.moveOrDiscard(fresh, output);
            } else {
                Folders.delete(fresh);
            }
            return failed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(Chapter chapter, MessageDigest content) {
        try {
            var soFar = ((MessageDigest) content.clone()).digest();
            var name = chapter.number() + "-" + HexFormat.of().formatHex(soFar, 0, 8);
            return course.root().resolve(".learn/out/earlier").resolve(name);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest content, Path sources, List<Path> files) {
        for (var file : files) {
            content.update(sources.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            content.update((byte) 0);
            try {
                content.update(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The sources in `folder`; a package that holds its description only is nothing to build on.
    private static List<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
