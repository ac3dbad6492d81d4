package robustnet.runner.report;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.Prerequisites;
import robustnet.runner.course.TodoMark;
import robustnet.runner.docs.Anchors;

/// Points a learner to an exercise: what to open, what to read, what to type.
public final class Pointers {
    private final Course course;
    private final PrintWriter out;
    private final Style style;

    public Pointers(Course course, PrintWriter out, Style style) {
        this.course = course;
        this.out = out;
        this.style = style;
    }

    public void print(ExerciseInfo exercise) {
        for (var file : exercise.editFiles()) {
            var marks = TodoMark.find(exercise.id(), List.of(file));
            if (marks.isEmpty()) {
                row("edit", course.relative(file));
            }
            for (var mark : marks) {
                row(
                        "edit",
                        course.relative(file) + ":" + mark.line() + "  " + style.dim(mark.text()));
            }
        }
        for (var other : Prerequisites.unwritten(exercise, course)) {
            row("needs", other.id() + " " + other.title() + ", which is not written yet");
        }
        var page = course.chapterOf(exercise).page();
        if (Files.isRegularFile(page)) {
            var anchor = Anchors.of(exercise.id() + " " + exercise.title());
            row("read", course.relative(page) + "#" + anchor);
        }
        row("check", style.bold("./learn check " + exercise.id()));
        row("stuck?", "./learn hint " + exercise.id());
    }

    private void row(String name, String text) {
        out.printf("  %-7s %s%n", name, text);
    }
}
