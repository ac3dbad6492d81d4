package robustnet.runner.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.docs.Page;
import robustnet.runner.docs.TerminalText;
import robustnet.runner.screen.Pager;
import robustnet.runner.screen.View;

/// Makes what lies over the report: pages, hints, the list, the solution. For one thread.
final class Pages {
    private final Learner learner;
    private final Book book;

    Pages(Learner learner) {
        this.learner = learner;
        book = new Book(learner.course());
    }

    /// What was chosen in the last list, once.
    Optional<ExerciseInfo> chosen() {
        return Optional.empty();
    }

    View list(ExerciseInfo here) {
        var lines = new ArrayList<String>();
        for (var exercise : learner.course().exercises()) {
            lines.add(
                    (exercise.equals(here) ? "> " : "  ") + exercise.id() + " " + exercise.title());
        }
        return paged("", lines);
    }

    /// The section of the book.
    Optional<View> docs(ExerciseInfo exercise) {
        return book.section(exercise).map(section -> markdown(section.title(), section.markdown()));
    }

    /// The next hint, with those before it.
    Optional<View> hint(ExerciseInfo exercise) {
        var hints = book.section(exercise).map(Page.Section::hints).orElse(List.of());
        if (hints.isEmpty()) {
            return Optional.empty();
        }
        int shown = Math.min(learner.hintsShown(exercise) + 1, hints.size());
        learner.showedHints(exercise, shown);
        var text = new ArrayList<String>();
        for (int i = 0; i < shown; i++) {
            text.add(
                    "**hint %d of %d**%n%n%s"
                            .formatted(i + 1, hints.size(), hints.get(i).markdown()));
        }
        return Optional.of(
                markdown(exercise.id() + " " + exercise.title(), String.join("\n\n", text)));
    }

    /// From the learner's code to the reference.
    View solution(ExerciseInfo exercise) {
        var chapter = learner.course().chapterOf(exercise);
        var lines = new ArrayList<String>();
        for (var file : exercise.editFiles()) {
            var reference = chapter.counterpart(file, chapter.referenceSources());
            try {
                lines.addAll(Files.readAllLines(reference));
            } catch (IOException e) {
                throw new CourseException("Cannot read " + learner.course().relative(reference), e);
            }
        }
        return paged("", lines);
    }

    View help() {
        return paged("The keys", Help.LINES);
    }

    private View markdown(String title, String markdown) {
        var style = learner.style();
        return new Pager(title, columns -> TerminalText.lines(markdown, columns, style), style);
    }

    private View paged(String title, List<String> lines) {
        return new Pager(title, columns -> TextView.wrapped(lines, columns), learner.style());
    }
}
