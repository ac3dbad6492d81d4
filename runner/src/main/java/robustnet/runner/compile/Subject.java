package robustnet.runner.compile;

import java.nio.file.Path;
import java.util.List;
import robustnet.runner.course.Chapter;

/// Whose classes a chapter's tests are run against.
///
/// @param name how messages call it: `your code`, `the reference`
/// @param sourceRoots the source folders in order: of two files with the same name the first one
///   wins; not empty. The first is also where the tests look for the `TODO` mark
public record Subject(String name, List<Path> sourceRoots) {
    public Subject {
        sourceRoots = List.copyOf(sourceRoots);
        if (sourceRoots.isEmpty()) {
            throw new IllegalArgumentException("a subject has at least one source folder");
        }
    }

    /// The learner's own classes.
    public static Subject learner(Chapter chapter) {
        return new Subject("your code", List.of(chapter.mainSources()));
    }

    /// The reference solution.
    public static Subject reference(Chapter chapter) {
        return new Subject("the reference", List.of(chapter.referenceSources()));
    }

    /// Any other classes, such as a patched copy of the reference.
    public static Subject of(String name, Path... sourceRoots) {
        return new Subject(name, List.of(sourceRoots));
    }

    /// The folder that holds the subject's main sources.
    public Path mainSources() {
        return sourceRoots.getFirst();
    }
}
