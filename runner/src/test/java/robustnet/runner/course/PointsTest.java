package robustnet.runner.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Points")
class PointsTest {
    @Test
    @DisplayName("of bonus exercises are counted apart: nobody has 35 of 15")
    void countsBonusApart() {
        var all = List.of(exercise("2.1", 1, false), exercise("2.2", 2, false), bonus());

        assertThat(Points.of(all, ExerciseInfo::points)).hasToString("15 of 15 points + 20 bonus");
        assertThat(Points.of(all, _ -> 0)).hasToString("0 of 15 points");
    }

    private static ExerciseInfo bonus() {
        return exercise("2.7", 4, true);
    }

    private static ExerciseInfo exercise(String id, int level, boolean bonus) {
        return new ExerciseInfo(
                id, "Tiny", level, 5, bonus, "tiny.Test", Path.of(""), List.of(), List.of());
    }
}
