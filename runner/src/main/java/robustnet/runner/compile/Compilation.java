package robustnet.runner.compile;

import java.nio.file.Path;
import java.util.List;

/// What came of compiling.
public sealed interface Compilation {
    /// Everything compiled.
    ///
    /// @param classPath what the tests run on: the tools first, then the fresh classes, then
    ///   earlier chapters
    record Compiled(List<Path> classPath) implements Compilation {
        public Compiled {
            classPath = List.copyOf(classPath);
        }
    }

    /// It did not compile, or could not be read.
    ///
    /// @param problems in the compiler's order; not empty
    record Failed(List<Problem> problems) implements Compilation {
        public Failed {
            problems = List.copyOf(problems);
        }
    }

    /// One error.
    ///
    /// @param where `01-basics/src/main/java/robustnet/basics/Frames.java:42`, relative to the
    ///   course; empty if it is in no file
    /// @param text what the compiler says, with the line of source and the caret where it gives
    ///   them
    record Problem(String where, String text) {}
}
