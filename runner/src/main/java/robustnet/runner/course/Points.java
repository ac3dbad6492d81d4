package robustnet.runner.course;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// What was earned with some exercises. Bonus exercises count on top of 100 %, so they are counted
/// apart.
///
/// @param earned points, without those of bonus exercises
/// @param most how many of them there are
/// @param bonus points of bonus exercises
public record Points(int earned, int most, int bonus) {
    /// @param earned the points of one exercise
    public static Points of(
            Collection<ExerciseInfo> exercises, ToIntFunction<ExerciseInfo> earned) {
        Predicate<ExerciseInfo> isBonus = ExerciseInfo::bonus;
        return new Points(
                sum(exercises, isBonus.negate(), earned),
                sum(exercises, isBonus.negate(), ExerciseInfo::points),
                sum(exercises, isBonus, earned));
    }

    private static int sum(
            Collection<ExerciseInfo> exercises,
            Predicate<ExerciseInfo> which,
            ToIntFunction<ExerciseInfo> points) {
        return exercises.stream().filter(which).mapToInt(points).sum();
    }

    /// `130 of 545 points`, and ` + 20 bonus` where there are some.
    @Override
    public String toString() {
        return earned + " of " + most + " points" + (bonus > 0 ? " + " + bonus + " bonus" : "");
    }
}
