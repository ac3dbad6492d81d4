package robustnet.runner.dev;

import java.nio.file.Files;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.docs.Page;
import robustnet.runner.docs.WhyItWorks;

/// The chapter's page has a section with the exercise's id and title, and in it three folded hints
/// and the explanation that is shown after a pass.
record PageRule(Course course) {
    private static final String NAME = "page";
    private static final int HINTS = 3;

    void check(ExerciseInfo exercise, Tally tally) {
        var file = course.chapterOf(exercise).page();
        var title = exercise.id() + " " + exercise.title();
        if (!Files.isRegularFile(file)) {
            tally.fail(
                    NAME,
                    course.relative(file),
                    "there is no such page; it needs a section \"## " + title + "\"");
            return;
        }
        var found = Page.read(file).exercise(exercise.id());
        if (found.isEmpty()) {
            tally.fail(NAME, course.relative(file), "there is no section \"## " + title + "\"");
            return;
        }
        var section = found.get();
        var where = course.relative(file) + ":" + section.line();
        tally.check(
                section.title().equals(title),
                NAME,
                where,
                "the heading says \"%s\", the exercise \"%s\"".formatted(section.title(), title));
        tally.check(
                section.hints().size() == HINTS,
                NAME,
                where,
                "%d folded hints (<details><summary>Hint …) instead of %d"
                        .formatted(section.hints().size(), HINTS));
        tally.check(
                WhyItWorks.of(section).isPresent(),
                NAME,
                where,
                "no text under a line \"" + WhyItWorks.TITLE + "\", to be read after a pass");
    }
}
