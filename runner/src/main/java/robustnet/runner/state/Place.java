package robustnet.runner.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import robustnet.runner.course.CourseException;

/// Says which files of the course may be changed: plain ones, inside its folder.
final class Place {
    private static final String UNCHANGED = " Nothing was changed.";

    private Place() {}

    /// The path of `file` in the course, with slashes.
    ///
    /// @throws CourseException if it leads out of `root`, passes a symbolic link, is a folder or is
    ///   read-only
    static String check(Path root, Path file) {
        var path = file.toAbsolutePath().normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new CourseException(file + " is not in the course's folder." + UNCHANGED);
        }
        var relative = root.relativize(path);
        var name = relative.toString().replace('\\', '/');
        if (name.contains("\n")) {
            throw new CourseException("A file's name has a line break: " + name + UNCHANGED);
        }
        var step = root;
        for (var part : relative) {
            step = step.resolve(part);
            if (isLink(step)) {
                throw new CourseException(
                        "%s is a symbolic link, and ./learn follows none: it might change files outside the course. Put a plain %s in its place.%s"
                                .formatted(
                                        name(root, step),
                                        Files.isDirectory(step) ? "folder" : "file",
                                        UNCHANGED));
            }
        }
        if (Files.isDirectory(path)) {
            throw new CourseException(name + " is a folder, not a file." + UNCHANGED);
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new CourseException(name + " is read-only." + UNCHANGED);
        }
        return name;
    }

    /// Whether `path` itself is a symbolic link, or what Windows has in its place.
    static boolean isLink(Path path) {
        try {
            var attributes =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isSymbolicLink() || attributes.isOther();
        } catch (IOException _) {
            return false; // not there
        }
    }

    private static String name(Path root, Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }
}
