package robustnet.runner.course;

import java.nio.file.Path;
import java.util.List;

/// A chapter of the course, and where its parts lie.
///
/// @param number two digits: `01`
/// @param name the rest of the folder's name: `basics`
/// @param folder the learner's module, absolute
/// @param pkg the package of its classes: `robustnet.basics`; empty where it has no class yet
/// @param exercises in the order of their numbers; may be empty
public record Chapter(
        String number, String name, Path folder, String pkg, List<ExerciseInfo> exercises) {
    public Chapter {
        exercises = List.copyOf(exercises);
    }

    /// `01-basics`
    public String folderName() {
        return folder.getFileName().toString();
    }

    /// The course's folder.
    public Path root() {
        return folder.getParent();
    }

    /// Where the learner's classes are.
    public Path mainSources() {
        return folder.resolve("src/main/java");
    }

    /// Where the tests are.
    public Path testSources() {
        return folder.resolve("src/test/java");
    }

    /// The module of the reference solution. It may be missing.
    public Path referenceFolder() {
        return root().resolve("solutions").resolve(folderName());
    }

    /// The sources of the reference solution.
    public Path referenceSources() {
        return referenceFolder().resolve("src/main/java");
    }

    /// Where the chapter's wrong versions are.
    public Path mistakes() {
        return referenceFolder().resolve("mistakes");
    }

    /// The chapter's page. It may be missing.
    public Path page() {
        return root().resolve("docs").resolve(folderName() + ".md");
    }

    /// Where `exercise`'s file `editFile` lies in another source tree, for example the reference's.
    public Path counterpart(Path editFile, Path sources) {
        return sources.resolve(mainSources().relativize(editFile));
    }
}
