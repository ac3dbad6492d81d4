package robustnet.runner.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import robustnet.runner.course.Course;

/// Which files the course gives whole, beside those to edit: a list in `.learn/starters/given.txt`.
/// A file is noted when it is first seen and is the same as the reference's, unless it came by a
/// command of the learner's, as the helpers of a reference do.
final class Given {
    private final Course course;
    private final Path list;
    private List<String> names;

    Given(Course course) {
        this.course = course;
        this.list = course.root().resolve(".learn/starters/given.txt");
    }

    synchronized void remember(Work work) {
        var known = new TreeSet<>(names());
        var fresh = new TreeSet<String>();
        for (var chapter : course.chapters()) {
            for (var reference : work.referenceFiles(chapter)) {
                var file = chapter.root().resolve(solutions().relativize(reference));
                if (!work.edited(file)
                        && !known.contains(course.relative(file))
                        && Files.exists(file)
                        && Work.same(Work.content(file), Work.content(reference))) {
                    fresh.add(course.relative(file));
                }
            }
        }
        if (!fresh.isEmpty()) {
            new Keep(course.root())
                    .changes().stream()
                            .flatMap(change -> change.files().stream())
                            .filter(entry -> !entry.kept())
                            .forEach(entry -> fresh.remove(entry.path()));
        }
        if (known.addAll(fresh)) {
            names = List.copyOf(known);
            try {
                Atomic.write(list, known.stream().collect(Collectors.joining("\n", "", "\n")));
            } catch (IOException _) {
                // asked again the next time
            }
        }
    }

    boolean contains(Path file) {
        return names().contains(course.relative(file));
    }

    List<Path> files() {
        return names().stream().map(course.root()::resolve).filter(this::inTheCourse).toList();
    }

    /// A newer course may have dropped it.
    private boolean inTheCourse(Path file) {
        return Files.exists(solutions().resolve(course.root().relativize(file)));
    }

    private Path solutions() {
        return course.root().resolve("solutions");
    }

    private synchronized List<String> names() {
        if (names == null) {
            names = Files.isRegularFile(list) ? read() : List.of();
        }
        return names;
    }

    private List<String> read() {
        try {
            return Files.readAllLines(list);
        } catch (IOException _) {
            return List.of();
        }
    }
}
