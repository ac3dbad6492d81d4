package robustnet.runner.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TodoMark;

/// The exercises that the whole stack is made of. The others stand aside: no TLS, no event loop, no
/// files.
public final class Needs {
    private static final Set<String> IDS =
            Set.of(
                    "1.5", "2.3", "2.4", "2.6", "3.1", "3.2", "3.3", "3.4", "3.6", "3.7", "4.2",
                    "4.3", "6.1", "6.3", "6.4", "6.5", "7.1", "7.2", "7.3", "7.4", "7.6", "7.7");

    private Needs() {}

    /// @throws CourseException if the learner has not finished one of them; it says which
    public static void check(Course course) {
        var missing = new ArrayList<String>();
        for (var chapter : course.chapters()) {
            var ids = unfinished(chapter);
            if (!ids.isEmpty()) {
                missing.add("  chapter " + chapter.number() + ": " + String.join(", ", ids));
            }
        }
        if (!missing.isEmpty()) {
            throw new CourseException(
                    missing.stream()
                            .collect(
                                    Collectors.joining(
                                            "\n",
                                            "The demo runs your own seven chapters. It needs these"
                                                    + " exercises, which are not finished:\n",
                                            "\n./learn demo --solution runs it on the reference;"
                                                    + " ./learn demo 01 runs the demo of a chapter.")));
        }
    }

    private static List<String> unfinished(Chapter chapter) {
        return chapter.exercises().stream()
                .filter(exercise -> IDS.contains(exercise.id()) && !TodoMark.finished(exercise))
                .map(ExerciseInfo::id)
                .toList();
    }
}
