package robustnet.runner.course;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says what somebody may have meant who typed a name that is none.
final class Nearest {
    private static final Pattern ID = Pattern.compile("0*(\\d+)\\.0*(\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Nearest() {}

    /// The rest of the sentence "There is no exercise or chapter …": for a number what numbers
    /// there are, for a word the exercise of that name, else what is written most like it.
    static String to(String what, Course course) {
        var id = ID.matcher(what);
        if (id.matches()) {
            return exercise(Integer.parseInt(id.group(1)), id.group(1) + "." + id.group(2), course);
        }
        if (NUMBER.matcher(what).matches()) {
            return chapters(course);
        }
        return named(what, course)
                .map(e -> ". Did you mean %s %s?".formatted(e.id(), e.title()))
                .orElseGet(() -> ". Did you mean %s?".formatted(written(what, course)));
    }

    private static String exercise(int number, String id, Course course) {
        if (course.exercise(id).isPresent()) {
            return ". Did you mean " + id + "?";
        }
        var chapter =
                course.chapters().stream()
                        .filter(c -> Integer.parseInt(c.number()) == number)
                        .findFirst();
        return chapter.map(Nearest::exercises).orElseGet(() -> chapters(course));
    }

    private static String exercises(Chapter chapter) {
        var all = chapter.exercises();
        if (all.isEmpty()) {
            return ": chapter " + chapter.number() + " has no exercises yet.";
        }
        return ": chapter %s has %s."
                .formatted(chapter.number(), range(all.getFirst().id(), all.getLast().id()));
    }

    private static String chapters(Course course) {
        var all = course.chapters();
        return all.isEmpty()
                ? ": the course has no chapters."
                : ": the course has the chapters %s."
                        .formatted(range(all.getFirst().number(), all.getLast().number()));
    }

    private static String range(String first, String last) {
        return first.equals(last) ? first : first + " to " + last;
    }

    /// The exercise whose title or class holds the word.
    private static Optional<ExerciseInfo> named(String what, Course course) {
        var word = letters(what);
        return word.isEmpty()
                ? Optional.empty()
                : course.exercises().stream()
                        .filter(e -> names(e).anyMatch(name -> letters(name).contains(word)))
                        .findFirst();
    }

    private static Stream<String> names(ExerciseInfo exercise) {
        var files = exercise.editFiles().stream().map(f -> f.getFileName().toString());
        return Stream.concat(Stream.of(exercise.title()), files);
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\W", "");
    }

    private static String written(String what, Course course) {
        var known =
                Stream.of(
                        course.exercises().stream().map(ExerciseInfo::id),
                        course.chapters().stream().map(Chapter::name),
                        Stream.of("all"));
        return known.flatMap(names -> names)
                .min(Comparator.comparingInt(name -> EditDistance.between(what, name)))
                .orElseThrow();
    }
}
