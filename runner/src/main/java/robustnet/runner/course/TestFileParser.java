package robustnet.runner.course;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Reads the exercises that test files declare, by parsing alone: nothing is compiled or loaded, so
/// that a broken solution does not hide the exercise.
final class TestFileParser {
    private TestFileParser() {}

    /// The exercises declared in `files`, in order.
    ///
    /// @throws CourseException if a file does not parse or a declaration is malformed
    static List<ExerciseInfo> parse(Path root, List<Path> files) throws IOException {
        var exercises = new ArrayList<ExerciseInfo>();
        if (files.isEmpty()) {
            return exercises;
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var manager =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    diagnostics,
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            var units = task.parse();
            rejectErrors(root, diagnostics);
            var positions = Trees.instance(task).getSourcePositions();
            for (var unit : units) {
                exercises.addAll(exercisesOf(new SourceFile(root, unit, positions)));
            }
        }
        return exercises;
    }

    private static List<ExerciseInfo> exercisesOf(SourceFile file) {
        var found = new ArrayList<ExerciseInfo>();
        for (Tree type : file.unit().getTypeDecls()) {
            if (type instanceof ClassTree declared) {
                Annotations.find(declared.getModifiers(), "Exercise")
                        .ifPresent(a -> found.add(new ExerciseReader(file, declared, a).read()));
            }
        }
        return found;
    }

    private static void rejectErrors(Path root, DiagnosticCollector<JavaFileObject> diagnostics) {
        for (var d : diagnostics.getDiagnostics()) {
            if (d.getKind() == Diagnostic.Kind.ERROR && d.getSource() != null) {
                var file = root.relativize(Path.of(d.getSource().toUri()));
                throw new CourseException(
                        "%s:%d: the test does not parse: %s"
                                .formatted(file, d.getLineNumber(), d.getMessage(Locale.ROOT)));
            }
        }
    }
}
