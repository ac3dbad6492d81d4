package robustnet.runner.dev;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.dev.Measuring.Answer;
import robustnet.runner.dev.Measuring.Outcome;
import robustnet.runner.diagnosis.Signature;

/// Writes what mistakes look like, exercise by exercise, and counts. For one thread.
final class DiagnosisReport {
    private final PrintWriter out;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Map<Integer, Integer> looks = new HashMap<>();
    private int mistaken;
    private Duration slowest = Duration.ZERO;

    DiagnosisReport(PrintWriter out) {
        this.out = out;
    }

    /// The signatures of an exercise's mistakes were written.
    void recorded(ExerciseInfo exercise, List<Signature> signatures) {
        long steady = signatures.stream().filter(Signature::isSteady).count();
        out.printf(
                "%-6s %-32s %3d mistakes recorded, %d of them fail in the same way each time%n",
                exercise.id(), exercise.title(), signatures.size(), steady);
        out.flush();
    }

    /// An exercise's mistakes were asked for.
    ///
    /// @param ofCorrect what the reference and the starter look like
    void measured(ExerciseInfo exercise, List<Answer> answers, List<String> ofCorrect) {
        var wrong = answers.stream().filter(a -> a.outcome() == Outcome.WRONG).toList();
        out.printf(
                "%s %-6s %-32s %s%n",
                wrong.isEmpty() && ofCorrect.isEmpty() ? "✓" : "✗",
                exercise.id(),
                exercise.title(),
                Plural.of(answers.size(), "mistake"));
        for (var answer : wrong) {
            out.printf("    %s looks like %s%n", answer.name(), said(answer.said()));
        }
        if (!ofCorrect.isEmpty()) {
            out.printf("    the reference or the starter looks like %s%n", said(ofCorrect));
            mistaken++;
        }
        for (var answer : answers) {
            counts.merge(answer.outcome(), 1, Integer::sum);
            if (answer.outcome() != Outcome.WRONG) {
                looks.merge(answer.looks(), 1, Integer::sum);
            }
            slowest = slowest.compareTo(answer.took()) > 0 ? slowest : answer.took();
        }
        out.flush();
    }

    private static String said(List<String> said) {
        return said.isEmpty() ? "nothing known" : String.join(", or like ", said);
    }

    /// The sums.
    ///
    /// @return whether all is well
    boolean end() {
        out.printf(
                """

                %d mistakes:
                %6d look like themselves
                %6d like themselves or one other that fails in the same way
                %6d like two others that fail in the same way
                %6d like something else or nothing
                %6d references or starters look like a mistake
                told at the first look %d, at the second %d, at the third %d
                slowest answer: %.1f ms
                """,
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                count(Outcome.ITSELF),
                count(Outcome.WITH_ANOTHER),
                count(Outcome.AS_LIKELY),
                count(Outcome.WRONG),
                mistaken,
                looks.getOrDefault(1, 0),
                looks.getOrDefault(2, 0),
                looks.getOrDefault(3, 0),
                slowest.toNanos() / 1e6);
        out.flush();
        return count(Outcome.WRONG) == 0 && mistaken == 0;
    }

    private int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
