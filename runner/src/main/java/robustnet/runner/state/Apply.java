package robustnet.runner.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Puts the reference of one exercise in the place of the learner's.
public final class Apply {
    private Apply() {}

    /// The reference's versions of the files of `exercise`, and of the reference's own helpers that
    /// they name, and that those name: classes that the starter has not.
    ///
    /// @return as [Keep#change(String, Map)] takes it
    public static Map<Path, Optional<byte[]>> of(Course course, Work work, ExerciseInfo exercise) {
        var chapter = course.chapterOf(exercise);
        var helpers = new ArrayList<Path>();
        for (var reference : work.referenceFiles(chapter)) {
            var own = own(course, reference);
            if (!work.ofTheCourse(own)) {
                helpers.add(own);
            }
        }
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        var open = new ArrayDeque<Path>(exercise.editFiles());
        while (!open.isEmpty()) {
            var file = open.remove();
            var content = Work.content(work.reference(file));
            if (content.isEmpty() || contents.containsKey(file)) {
                continue;
            }
            if (!Work.same(content, Work.content(file))) {
                contents.put(file, content);
            }
            var text = new String(content.get(), StandardCharsets.UTF_8);
            var named = helpers.stream().filter(helper -> names(text, helper)).toList();
            helpers.removeAll(named);
            open.addAll(named);
        }
        return contents;
    }

    private static boolean names(String text, Path file) {
        var name = file.getFileName().toString().replaceFirst("\\.java$", "");
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find();
    }

    private static Path own(Course course, Path reference) {
        return course.root().resolve(course.root().resolve("solutions").relativize(reference));
    }
}
