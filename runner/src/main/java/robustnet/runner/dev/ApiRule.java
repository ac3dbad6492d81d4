package robustnet.runner.dev;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import robustnet.runner.course.Course;
import robustnet.runner.course.ExerciseInfo;

/// Starter and reference promise the same: the same public and protected declarations with the same
/// Javadoc.
record ApiRule(Course course) {
    private static final String NAME = "api";

    void check(ExerciseInfo exercise, Tally tally) {
        var chapter = course.chapterOf(exercise);
        for (var starter : exercise.editFiles()) {
            var reference = chapter.counterpart(starter, chapter.referenceSources());
            tally.check(NAME, course.relative(starter), problem(starter, reference));
        }
    }

    private Optional<String> problem(Path starter, Path reference) {
        for (var file : List.of(starter, reference)) {
            if (!Files.isRegularFile(file)) {
                return Optional.of("there is no " + course.relative(file));
            }
        }
        try {
            var differences = differences(PublicApi.of(starter), PublicApi.of(reference));
            return differences.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "starter and reference promise different things:\n" + differences);
        } catch (IOException e) {
            return Optional.of("cannot be compared with the reference: " + e.getMessage());
        }
    }

    private static String differences(PublicApi starter, PublicApi reference) {
        var text = new StringBuilder();
        starter.docs()
                .forEach(
                        (signature, doc) -> {
                            var other = reference.docs().get(signature);
                            if (other == null) {
                                text.append("only in the starter:   ")
                                        .append(signature)
                                        .append('\n');
                            } else if (!other.equals(doc)) {
                                text.append("the Javadoc of ")
                                        .append(signature)
                                        .append('\n')
                                        .append(diff(doc, other));
                            }
                        });
        reference.docs().keySet().stream()
                .filter(signature -> !starter.docs().containsKey(signature))
                .forEach(
                        signature ->
                                text.append("only in the reference: ")
                                        .append(signature)
                                        .append('\n'));
        return text.toString().stripTrailing();
    }

    /// The lines that differ: `-` in the starter, `+` in the reference.
    private static String diff(String starter, String reference) {
        var before = starter.lines().toList();
        var patch = DiffUtils.diff(before, reference.lines().toList());
        return UnifiedDiffUtils.generateUnifiedDiff("starter", "reference", before, patch, 0)
                .stream()
                .skip(2)
                .filter(line -> !line.startsWith("@@"))
                .map(line -> "    " + line + "\n")
                .collect(Collectors.joining());
    }
}
