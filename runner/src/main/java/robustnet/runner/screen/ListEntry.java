package robustnet.runner.screen;

import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;

/// An exercise in a list of the course.
///
/// @param chapter its chapter as a heading: `01 basics`
/// @param mark where the learner stands with it
/// @param standing the same in words: `5 of 10 points`
public record ListEntry(ExerciseInfo exercise, String chapter, Mark mark, String standing) {
    /// How many columns titles have where there is room.
    public static final int TITLE = 32;

    /// All of a line but the title, if the standing is no longer than `10 of 10 points`.
    private static final int REST = 38;

    /// A state that a letter says.
    public enum Mark {
        DONE,
        NEXT,
        NONE
    }

    /// `✓ 1.4 Length-prefixed frames ★★ 25 min 10 points`
    ///
    /// @param title how many columns the title has
    public String line(Style style, int title) {
        var sign =
                switch (mark) {
                    case DONE -> style.good("✓");
                    case NEXT -> "→";
                    case NONE -> " ";
                };
        return "%s %-5s %s %-4s %3d min  %s%s"
                .formatted(
                        sign,
                        exercise.id(),
                        Width.pad(exercise.title(), title),
                        "★".repeat(exercise.level()),
                        exercise.minutes(),
                        exercise.bonus() ? "bonus, " : "",
                        standing);
    }

    /// How many columns titles may have, so that a usual line fits into `columns`.
    static int titleFor(int columns) {
        return Math.clamp(columns - REST, 12, TITLE);
    }

    /// What a filter looks in.
    String text() {
        return exercise.id() + " " + exercise.title() + " " + chapter;
    }
}
