package robustnet.runner.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.diagnosis.Signature;
import robustnet.runner.diagnosis.SignatureFile;
import robustnet.runner.mistake.Mistake;

/// How an exercise's mistakes fail is written down, for each of them, as it is now, and for no
/// other. This reads files only; `./learn dev diagnose` sees whether it is still true.
record SignatureRule(Course course) {
    private static final String NAME = "signature";

    void check(ExerciseInfo exercise, List<Mistake> mistakes, Tally tally) {
        var chapter = course.chapterOf(exercise);
        var problems = problems(exercise, mistakes, SignatureFile.read(chapter));
        tally.check(
                NAME,
                course.relative(SignatureFile.of(chapter)),
                problems.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Recording.how(exercise)
                                        + " is due:\n"
                                        + String.join("\n", problems)));
    }

    private static List<String> problems(
            ExerciseInfo exercise, List<Mistake> mistakes, SignatureFile file) {
        var problems = new ArrayList<String>();
        for (var mistake : mistakes) {
            if (file.signature(exercise, mistake).isEmpty()) {
                problems.add(mistake.name() + " is new, or was edited");
            }
        }
        var names = mistakes.stream().map(Mistake::name).toList();
        file.signatures(exercise.id()).stream()
                .map(Signature::mistake)
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add(name + " is no longer there"));
        if (!mistakes.isEmpty() && !file.hasTestsOf(exercise)) {
            problems.add("a test was added, renamed or removed");
        }
        return problems;
    }
}
