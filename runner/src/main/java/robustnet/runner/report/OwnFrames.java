package robustnet.runner.report;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import robustnet.runner.child.Failure;
import robustnet.runner.child.TraceLine;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;

/// Finds the learner's own code in a stack trace.
final class OwnFrames {
    private final Course course;
    private final Chapter chapter;

    OwnFrames(Course course, Chapter chapter) {
        this.course = course;
        this.chapter = chapter;
    }

    /// The frames whose source is among the chapter's main sources, each as a path that a terminal
    /// or an IDE opens: `01-basics/src/main/java/robustnet/basics/Frames.java:42`.
    List<String> of(Failure failure) {
        return failure.frames().stream().flatMap(f -> place(f).stream()).distinct().toList();
    }

    /// The innermost of the learner's frames.
    Optional<String> first(List<Failure.Frame> frames) {
        return frames.stream().flatMap(f -> place(f).stream()).findFirst();
    }

    /// `text` without the frames of others in the stack traces that it quotes.
    String only(String text) {
        return text.lines()
                .filter(line -> !TraceLine.tellsOfMore(line))
                .map(this::shown)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    private Optional<String> shown(String line) {
        var frame = TraceLine.frame(line);
        if (frame.isEmpty()) {
            return Optional.of(line);
        }
        return place(frame.get()).map(place -> "  at " + place);
    }

    Optional<String> place(Failure.Frame frame) {
        int dot = frame.className().lastIndexOf('.');
        var pkg = dot < 0 ? "" : frame.className().substring(0, dot).replace('.', '/') + "/";
        if (frame.file().isEmpty()) {
            return Optional.empty();
        }
        var source = chapter.mainSources().resolve(pkg + frame.file());
        return Files.isRegularFile(source)
                ? Optional.of(course.relative(source) + ":" + frame.line())
                : Optional.empty();
    }
}
