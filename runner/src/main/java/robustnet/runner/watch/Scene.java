package robustnet.runner.watch;

import java.util.Optional;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.screen.View;

/// All that there is to be seen.
///
/// @param exercise the one that the learner is at
/// @param files where its sources are, relative to the course's folder
/// @param points of its best result
/// @param now how it stands now if that is worse: `red now`; may be empty
/// @param score in the whole course
/// @param body the report, or whatever takes its place
/// @param over a page, a list, a diff that covers the rest
/// @param note something to know; may be empty
/// @param next what the key for the next exercise leads to; empty if that is nowhere
record Scene(
        ExerciseInfo exercise,
        String files,
        int points,
        String now,
        Score score,
        Phase phase,
        TextView body,
        Optional<View> over,
        String note,
        Optional<ExerciseInfo> next) {}
