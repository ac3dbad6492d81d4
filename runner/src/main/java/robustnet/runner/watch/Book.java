package robustnet.runner.watch;

import java.nio.file.Files;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.docs.Page;
import robustnet.runner.docs.WhyItWorks;

/// What the course's pages say about exercises.
final class Book {
    private final Course course;

    Book(Course course) {
        this.course = course;
    }

    /// The section of an exercise; empty if there is no page, or none on it.
    Optional<Page.Section> section(ExerciseInfo exercise) {
        var page = course.chapterOf(exercise).page();
        if (!Files.isRegularFile(page)) {
            return Optional.empty();
        }
        try {
            return Page.read(page).exercise(exercise.id());
        } catch (CourseException _) {
            return Optional.empty();
        }
    }

    /// The explanation at the section's end, as Markdown: what one reads after the pass.
    Optional<String> whyItWorks(ExerciseInfo exercise) {
        return section(exercise).flatMap(WhyItWorks::of);
    }
}
