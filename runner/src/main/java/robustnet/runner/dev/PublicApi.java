package robustnet.runner.dev;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// What a source file promises: its public and protected declarations, each with its documentation
/// comment. A constructor that is not written down is no part of it: a starter leaves that choice
/// to the learner.
public record PublicApi(Map<String, String> docs) {
    /// Reads `file` by parsing alone.
    ///
    /// @throws IOException if it cannot be read or does not parse
    public static PublicApi of(Path file) throws IOException {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var options = List.of("-proc:none");
            var files = manager.getJavaFileObjects(file);
            var task =
                    (JavacTask) compiler.getTask(null, manager, diagnostics, options, null, files);
            var unit = task.parse().iterator().next();
            for (var d : diagnostics.getDiagnostics()) {
                if (d.getKind() == Diagnostic.Kind.ERROR) {
                    throw new IOException(
                            "line " + d.getLineNumber() + ": " + d.getMessage(Locale.ROOT));
                }
            }
            return of(unit, DocTrees.instance(task));
        }
    }

    private static PublicApi of(CompilationUnitTree unit, DocTrees trees) {
        var docs = new LinkedHashMap<String, String>();
        new ApiScanner((signature, path) -> docs.put(signature, doc(trees, path)))
                .scan(new TreePath(unit), null);
        return new PublicApi(docs);
    }

    private static String doc(DocTrees trees, TreePath path) {
        var comment = trees.getDocComment(path);
        return comment == null
                ? ""
                : comment.strip().lines().map(String::strip).reduce("", (a, b) -> a + b + "\n");
    }
}
