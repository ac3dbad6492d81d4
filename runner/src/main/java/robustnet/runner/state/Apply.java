package robustnet.runner.state;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Puts the reference of one exercise in the place of the learner's.
public final class Apply {
    private final Course course;
    private final Work work;
    private final List<Path> helpers = new ArrayList<>();
    private final List<Path> edited = new ArrayList<>();

    private Apply(Course course, Work work, ExerciseInfo exercise) {
        this.course = course;
        this.work = work;
        for (var reference : work.referenceFiles(course.chapterOf(exercise))) {
            var own = own(reference);
            if (work.edited(own)) {
                edited.add(own);
            } else if (!work.ofTheCourse(own)) {
                helpers.add(own);
            }
        }
    }

    /// The reference's versions of the files of `exercise`, and of what they need: the reference's
    /// own helpers, which the starter has not, and files of another exercise that have something
    /// there which the learner's have not.
    ///
    /// @return as [Keep#change(String, Map)] takes it
    public static Map<Path, Optional<byte[]>> of(Course course, Work work, ExerciseInfo exercise) {
        return new Apply(course, work, exercise).collect(exercise);
    }

    private Map<Path, Optional<byte[]>> collect(ExerciseInfo exercise) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        var open = new ArrayDeque<Path>(exercise.editFiles());
        edited.removeAll(exercise.editFiles());
        while (!open.isEmpty()) {
            var file = open.remove();
            var content = Work.content(work.reference(file));
            if (content.isPresent() && !Work.same(content, Work.content(file))) {
                contents.put(file, content);
            }
            var text = content.map(Apply::text).orElse("");
            open.addAll(take(helpers, helper -> word(name(helper)).matcher(text).find()));
            open.addAll(take(edited, other -> lacks(other, text)));
        }
        return contents;
    }

    private static List<Path> take(List<Path> from, Predicate<Path> needed) {
        var taken = from.stream().filter(needed).toList();
        from.removeAll(taken);
        return taken;
    }

    /// Whether `text` names a member of the class in `other` that the learner's version has not.
    private static boolean lacks(Path other, String text) {
        var own = Work.content(other).map(Apply::text).orElse("");
        return Pattern.compile("\\b" + Pattern.quote(name(other)) + "\\.([A-Za-z_]\\w*)")
                .matcher(text)
                .results()
                .map(used -> used.group(1))
                .filter(member -> !member.equals("class"))
                .anyMatch(member -> !word(member).matcher(own).find());
    }

    private static Pattern word(String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private Path own(Path reference) {
        return course.root().resolve(course.root().resolve("solutions").relativize(reference));
    }
}
