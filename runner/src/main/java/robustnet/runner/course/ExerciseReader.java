package robustnet.runner.course;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads one `@Exercise` declaration and the tests of its class.
final class ExerciseReader {
    private static final Pattern ID = Pattern.compile("([1-9]\\d?)\\.([1-9]\\d?)");
    private static final Path TEST_SOURCES = Path.of("src", "test", "java");

    private final SourceFile file;
    private final ClassTree type;
    private final AnnotationTree annotation;

    ExerciseReader(SourceFile file, ClassTree type, AnnotationTree annotation) {
        this.file = file;
        this.type = type;
        this.annotation = annotation;
    }

    /// @throws CourseException if the declaration is malformed
    ExerciseInfo read() {
        var testClass = qualified(type.getSimpleName().toString());
        return new ExerciseInfo(
                id(),
                required("title", String.class),
                level(),
                minutes(),
                optional("bonus", Boolean.class, false),
                testClass,
                file.path(),
                editFiles(),
                new TestReader(file).tests(testClass, type));
    }

    private String id() {
        var id = required("id", String.class);
        var match = ID.matcher(id);
        if (!match.matches()) {
            throw error("id \"" + id + "\" should be chapter.exercise, such as \"1.4\"");
        }
        var folder = chapterFolder().getFileName().toString();
        if (Integer.parseInt(match.group(1)) != Integer.parseInt(folder.substring(0, 2))) {
            throw error("id \"" + id + "\" does not belong to the chapter in " + folder);
        }
        return id;
    }

    private int level() {
        int level = required("level", Integer.class);
        if (level < 1 || level > 4) {
            throw error("level should be 1 to 4, but is " + level);
        }
        return level;
    }

    private int minutes() {
        int minutes = required("minutes", Integer.class);
        if (minutes < 1) {
            throw error("minutes should be at least 1, but is " + minutes);
        }
        return minutes;
    }

    private List<Path> editFiles() {
        var edit =
                Annotations.argument(annotation, "edit")
                        .orElseThrow(() -> error("edit is missing"));
        var files = new ArrayList<Path>();
        for (var name : Annotations.classNames(edit)) {
            files.add(sourceOf(name.orElseThrow(() -> error("edit should be class literals"))));
        }
        if (files.isEmpty()) {
            throw error("edit names no class");
        }
        return files;
    }

    /// The file of a class named in this test: by its import, else in the test's own package. A
    /// nested class is in the file of its outermost one.
    private Path sourceOf(String name) {
        var outermost =
                name.contains(".") && Character.isUpperCase(name.charAt(0))
                        ? name.substring(0, name.indexOf('.'))
                        : name;
        var qualified =
                file.unit().getImports().stream()
                        .filter(i -> !i.isStatic())
                        .map(i -> i.getQualifiedIdentifier().toString())
                        .filter(imported -> imported.endsWith("." + outermost))
                        .findFirst()
                        .orElse(outermost.contains(".") ? outermost : qualified(outermost));
        return chapterFolder()
                .resolve("src/main/java")
                .resolve(qualified.replace('.', '/') + ".java");
    }

    /// The chapter is what lies above src/test/java.
    private Path chapterFolder() {
        var relative = file.root().relativize(file.path());
        if (!relative.subpath(1, 4).equals(TEST_SOURCES)) {
            throw new IllegalStateException(relative + " is not below a chapter's src/test/java");
        }
        return file.root().resolve(relative.getName(0));
    }

    private String qualified(String simpleName) {
        return file.pkg().isEmpty() ? simpleName : file.pkg() + "." + simpleName;
    }

    private <T> T required(String name, Class<T> kind) {
        var argument =
                Annotations.argument(annotation, name)
                        .orElseThrow(() -> error(name + " is missing"));
        return Annotations.literal(argument)
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElseThrow(
                        () ->
                                file.error(
                                        argument,
                                        "@Exercise: %s should be a literal (%s): the runner reads it from the source"
                                                .formatted(name, kind.getSimpleName())));
    }

    private <T> T optional(String name, Class<T> kind, T otherwise) {
        return Annotations.argument(annotation, name).isEmpty() ? otherwise : required(name, kind);
    }

    private CourseException error(String message) {
        return file.error(annotation, "@Exercise: " + message);
    }
}
