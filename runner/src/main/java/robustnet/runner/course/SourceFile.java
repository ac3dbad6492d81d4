package robustnet.runner.course;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.nio.file.Path;

/// A parsed file that knows how to point at a place in itself.
record SourceFile(Path root, CompilationUnitTree unit, SourcePositions positions) {
    Path path() {
        return Path.of(unit.getSourceFile().toUri());
    }

    /// The package's name; empty for the unnamed one.
    String pkg() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    /// A malformed declaration at `tree`.
    CourseException error(Tree tree, String message) {
        var line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        return new CourseException("%s:%d: %s".formatted(root.relativize(path()), line, message));
    }
}
