package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;

/// The JDK's compiler, called in-process.
final class Javac {
    private static final List<String> OPTIONS =
            List.of(
                    "--release",
                    "25",
                    "-parameters",
                    "-g",
                    "-proc:none",
                    "-nowarn",
                    "-Xpkginfo:always");

    private final Course course;
    private final Tools tools;
    private final Queue<StandardJavaFileManager> managers = new ConcurrentLinkedQueue<>();

    Javac(Course course, Tools tools) {
        this.course = course;
        this.tools = tools;
    }

    Tools tools() {
        return tools;
    }

    /// Compiles `files` and what they refer to in `sourcePath`.
    ///
    /// @return the errors, in the compiler's order; empty if all is well
    List<Compilation.Problem> compile(
            List<Path> files, List<Path> sourcePath, List<Path> classPath, Path output) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var manager = manager(diagnostics)) {
            boolean ok = run(manager, diagnostics, files, sourcePath, classPath, output);
            var problems = errors(diagnostics);
            if (!ok && problems.isEmpty()) {
                problems.add(new Compilation.Problem("", "the compiler failed without saying why"));
            }
            return problems;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // javac throws on some unreadable files instead of reporting them
            return List.of(new Compilation.Problem("", "the compiler failed: " + e.getMessage()));
        }
    }

    /// Compiles `files` and what they refer to in `sourcePath`. In a fourth of the time: the jars
    /// stay open for the next call, which is why not all errors could be told.
    ///
    /// @return whether all is well
    boolean compileWarm(
            List<Path> files, List<Path> sourcePath, List<Path> classPath, Path output) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var idle = managers.poll();
        var manager = idle == null ? manager(diagnostics) : idle;
        try {
            return run(manager, diagnostics, files, sourcePath, classPath, output)
                    && errors(diagnostics).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException _) {
            return false;
        } finally {
            managers.add(manager);
        }
    }

    private static StandardJavaFileManager manager(DiagnosticListener<JavaFileObject> listener) {
        return compiler().getStandardFileManager(listener, Locale.ROOT, StandardCharsets.UTF_8);
    }

    private static JavaCompiler compiler() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new CourseException("This Java has no compiler: a JDK 25 is needed, not a JRE.");
        }
        return compiler;
    }

    private boolean run(
            StandardJavaFileManager manager,
            DiagnosticListener<JavaFileObject> listener,
            List<Path> files,
            List<Path> sourcePath,
            List<Path> classPath,
            Path output)
            throws IOException {
        Files.createDirectories(output);
        var libraries = new ArrayList<>(tools.classPath());
        libraries.addAll(classPath);
        manager.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries);
        manager.setLocationFromPaths(StandardLocation.SOURCE_PATH, sourcePath);
        manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
        var sources = manager.getJavaFileObjectsFromPaths(files);
        return compiler().getTask(null, manager, listener, OPTIONS, null, sources).call();
    }

    private List<Compilation.Problem> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        var problems = new ArrayList<Compilation.Problem>();
        for (var d : diagnostics.getDiagnostics()) {
            // An unmappable byte is no more than a warning to javac in some places.
            if (d.getKind() == Diagnostic.Kind.ERROR) {
                problems.add(new Compilation.Problem(where(d), text(d)));
            }
        }
        return problems;
    }

    private String where(Diagnostic<? extends JavaFileObject> d) {
        if (d.getSource() == null) {
            return "";
        }
        var line = d.getLineNumber() == Diagnostic.NOPOS ? "" : ":" + d.getLineNumber();
        return course.relative(Path.of(d.getSource().toUri())) + line;
    }

    /// `Diagnostic.toString` is the compiler's own text: `path:line: error: message`, the line, the
    /// caret. The path is shown relative to the course elsewhere.
    private static String text(Diagnostic<? extends JavaFileObject> d) {
        var text = d.toString();
        int at = text.indexOf(": error: ");
        return at < 0 ? text : text.substring(at + ": error: ".length());
    }
}
