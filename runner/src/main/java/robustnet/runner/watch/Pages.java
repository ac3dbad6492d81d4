package robustnet.runner.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.docs.Page;
import robustnet.runner.docs.TerminalText;
import robustnet.runner.docs.WhyItWorks;
import robustnet.runner.report.Style;
import robustnet.runner.screen.DiffView;
import robustnet.runner.screen.HintView;
import robustnet.runner.screen.ListView;
import robustnet.runner.screen.Pager;
import robustnet.runner.screen.View;

/// Makes what lies over the report: pages, hints, the list, the solution. For one thread.
final class Pages {
    private final Learner learner;
    private final Style style;
    private final Book book;
    private Optional<ExerciseInfo> read = Optional.empty();
    private Optional<View> page = Optional.empty();
    private boolean whole;

    Pages(Learner learner) {
        this.learner = learner;
        style = learner.style();
        book = new Book(learner.course());
    }

    /// All exercises.
    ///
    /// @param taken gets the one that was chosen
    View list(ExerciseInfo here, Consumer<ExerciseInfo> taken) {
        var score = learner.score().toString();
        return new ListView(learner.entries(), here.id(), score, style, taken);
    }

    /// The section of the book. Asked for again, it is open where it was left: a learner reads a
    /// part, writes a part, and reads on. Why it works is told after the pass only.
    Optional<View> docs(ExerciseInfo exercise) {
        boolean passed = learner.passed(exercise);
        if (!read.equals(Optional.of(exercise)) || page.isEmpty() || passed != whole) {
            read = Optional.of(exercise);
            whole = passed;
            page = book.section(exercise).map(this::page);
        }
        return page;
    }

    private View page(Page.Section section) {
        var markdown = whole ? section.markdown() : WhyItWorks.heldBack(section);
        return new Pager(
                section.title(), columns -> TerminalText.lines(markdown, columns, style), style);
    }

    /// The hints that were shown before; the first if none was.
    Optional<View> hint(ExerciseInfo exercise) {
        var hints = book.section(exercise).map(Page.Section::hints).orElse(List.of());
        return hints.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new HintView(
                                title(exercise),
                                hints,
                                learner.hintsShown(exercise),
                                count -> learner.showedHints(exercise, count),
                                style));
    }

    /// From the learner's code to the reference.
    View solution(ExerciseInfo exercise) {
        var course = learner.course();
        var chapter = course.chapterOf(exercise);
        var files =
                exercise.editFiles().stream()
                        .map(
                                file -> {
                                    var reference =
                                            chapter.counterpart(file, chapter.referenceSources());
                                    return new DiffView.Pair(
                                            course.relative(file),
                                            lines(file),
                                            course.relative(reference),
                                            lines(reference));
                                })
                        .toList();
        return new DiffView(title(exercise) + ": from yours to the reference", files, style);
    }

    View help() {
        return new Pager("The keys", Help::lines, style);
    }

    private static String title(ExerciseInfo exercise) {
        return exercise.id() + " " + exercise.title();
    }

    /// Bytes that are not UTF-8 are replaced; a file that is not there has no lines.
    private List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new CourseException(
                    "Cannot read " + learner.course().relative(file) + ": " + e.getMessage(), e);
        }
    }
}
