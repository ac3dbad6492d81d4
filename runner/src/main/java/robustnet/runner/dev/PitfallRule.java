package robustnet.runner.dev;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;
import robustnet.runner.mistake.Pitfalls;

/// An exercise has at least four mistakes, and the pitfalls that its tests guard are those that its
/// mistakes fall into.
record PitfallRule(Course course) {
    private static final String NAME = "pitfalls";
    private static final int AT_LEAST = 4;

    void check(ExerciseInfo exercise, List<Mistake> mistakes, Tally tally) {
        var folder = course.relative(course.chapterOf(exercise).mistakes());
        tally.check(
                mistakes.size() >= AT_LEAST,
                NAME,
                folder,
                "%s for %s, at least %d are needed"
                        .formatted(Plural.of(mistakes.size(), "mistake"), exercise.id(), AT_LEAST));
        var guarded = new TreeSet<String>();
        exercise.tests().forEach(t -> guarded.addAll(Pitfalls.guardedBy(t.displayName())));
        var fallenInto = new TreeSet<String>();
        mistakes.forEach(m -> fallenInto.addAll(m.pitfalls()));
        tally.check(
                fallenInto.containsAll(guarded),
                NAME,
                folder,
                "no mistake of %s falls into %s, which its tests guard"
                        .formatted(exercise.id(), without(guarded, fallenInto)));
        tally.check(
                guarded.containsAll(fallenInto),
                NAME,
                course.relative(exercise.testFile()),
                "no display name ends with (%s), into which mistakes fall"
                        .formatted(without(fallenInto, guarded)));
    }

    private static String without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return String.join(", ", rest);
    }
}
