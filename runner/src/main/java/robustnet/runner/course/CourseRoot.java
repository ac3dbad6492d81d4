package robustnet.runner.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the folder that holds the course.
public final class CourseRoot {
    private CourseRoot() {}

    /// The course's folder, as an absolute path: `learnRoot` if it is given, else the nearest
    /// folder from `start` upwards with the course's pom.xml.
    ///
    /// @param learnRoot the value of `-Dlearn.root`, or null
    /// @throws CourseException if there is none
    public static Path find(String learnRoot, Path start) {
        if (learnRoot != null && !learnRoot.isBlank()) {
            var root = Path.of(learnRoot).toAbsolutePath().normalize();
            if (!isRoot(root)) {
                throw new CourseException(
                        root + " is not the course: it has no pom.xml with modules.");
            }
            return root;
        }
        for (var folder = start.toAbsolutePath().normalize();
                folder != null;
                folder = folder.getParent()) {
            if (isRoot(folder)) {
                return folder;
            }
        }
        throw new CourseException(
                "The course is not here: no pom.xml with modules in "
                        + start.toAbsolutePath()
                        + " or above. Change to the course's folder and try again.");
    }

    /// A parent pom names modules; a chapter's own pom does not.
    private static boolean isRoot(Path folder) {
        var pom = folder.resolve("pom.xml");
        try {
            return Files.isRegularFile(pom)
                    && Files.readString(pom).contains("<modules>")
                    // solutions/ has a parent pom too
                    && !folder.endsWith("solutions");
        } catch (IOException _) {
            return false;
        }
    }
}
