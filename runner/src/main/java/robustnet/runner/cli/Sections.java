package robustnet.runner.cli;

import java.nio.file.Files;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.docs.Page;

/// Finds what the book says about an exercise.
final class Sections {
    private Sections() {}

    /// @throws CourseException if there is no such exercise, page or section
    static Page.Section of(Course course, String id) {
        var chapter = course.chapterOf(course.require(id));
        if (!Files.isRegularFile(chapter.page())) {
            throw new CourseException(
                    "The page " + course.relative(chapter.page()) + " is missing.");
        }
        return Page.read(chapter.page())
                .exercise(id)
                .orElseThrow(
                        () ->
                                new CourseException(
                                        course.relative(chapter.page())
                                                + " has no section on "
                                                + id
                                                + " yet."));
    }
}
