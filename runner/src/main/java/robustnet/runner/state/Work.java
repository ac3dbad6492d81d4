package robustnet.runner.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;

/// The learner's work: what lies in the chapters' `src/main`, classes and resources, those that the
/// learner added too. Files whose name begins with a point or ends with `~` are an editor's.
///
/// The course knows the original of some: of a file to edit its starter, of a file that was given
/// whole the same file of the reference. The others are the learner's own.
public final class Work {
    private final Course course;
    private final Starters starters;
    private final Given given;
    private final Set<Path> edited;

    public Work(Course course, Starters starters) {
        this.course = course;
        this.starters = starters;
        this.given = new Given(course);
        this.edited =
                course.exercises().stream()
                        .flatMap(e -> e.editFiles().stream())
                        .collect(Collectors.toSet());
    }

    /// Notes which files are given whole; cheap where nothing is new. What stands in the way is
    /// told by the command that needs it.
    public void remember() {
        try {
            given.remember(this);
        } catch (CourseException _) {
            // a symbolic link, or a file that cannot be read
        }
    }

    /// The files of `chapter` that are there, in order.
    ///
    /// @throws CourseException if one is behind a symbolic link
    public List<Path> files(Chapter chapter) {
        return files(main(chapter));
    }

    /// The files of the reference of `chapter`.
    public List<Path> referenceFiles(Chapter chapter) {
        return files(referenceMain(chapter));
    }

    /// What the course gave for `file`; empty if it is the learner's own, or its starter unknown.
    public Optional<byte[]> original(Path file) {
        return edited.contains(file)
                ? starters.of(file).map(text -> text.getBytes(StandardCharsets.UTF_8))
                : given.contains(file) ? content(reference(file)) : Optional.empty();
    }

    /// Whether the course brought `file`, so that it should be there.
    public boolean ofTheCourse(Path file) {
        return edited.contains(file) || given.contains(file);
    }

    /// Whether an exercise asks to edit `file`.
    boolean edited(Path file) {
        return edited.contains(file);
    }

    /// Whether `file` is not as the course gave it; line ends do not count.
    public boolean changed(Path file) {
        return !same(original(file), content(file));
    }

    /// All files of the course, and those that are there besides, that are not as they were given.
    public List<Path> changed() {
        var all = new TreeSet<Path>(edited);
        all.addAll(given.files());
        course.chapters().forEach(chapter -> all.addAll(files(chapter)));
        return all.stream().filter(this::changed).toList();
    }

    /// What makes `chapter` the reference: its files, and none beside them.
    ///
    /// @throws CourseException if there is no reference
    public Map<Path, Optional<byte[]>> toReference(Chapter chapter) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        var all = referenceFiles(chapter);
        if (all.isEmpty()) {
            throw new CourseException(
                    "There is no reference of chapter " + chapter.number() + " in this course.");
        }
        var wanted = new HashSet<Path>();
        for (var file : all) {
            var own = main(chapter).resolve(referenceMain(chapter).relativize(file));
            wanted.add(own);
            if (!same(content(file), content(own))) {
                contents.put(own, content(file));
            }
        }
        for (var file : files(chapter)) {
            if (!wanted.contains(file)) {
                contents.put(file, Optional.empty());
            }
        }
        return contents;
    }

    /// Whether the learner's files of `exercise` are the reference's.
    public boolean isReference(ExerciseInfo exercise) {
        try {
            return exercise.editFiles().stream()
                    .allMatch(file -> same(content(file), content(reference(file))));
        } catch (CourseException _) {
            return false; // one that cannot be read may be anything
        }
    }

    /// The reference's counterpart of a learner's file; it may be missing.
    public Path reference(Path file) {
        return course.root().resolve("solutions").resolve(course.root().relativize(file));
    }

    /// The bytes of `file`, if it is there.
    public static Optional<byte[]> content(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readAllBytes(file))
                    : Optional.empty();
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static CourseException cannotRead(Path path, IOException e) {
        return new CourseException("Cannot read " + path + ": " + Reason.of(e), e);
    }

    static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent()
                && one.map(a -> Lines.same(text(a), text(other.orElseThrow()))).orElse(true);
    }

    private static String text(byte[] content) {
        // one letter a byte: nothing is lost where it is no UTF-8
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /// Where the learner's files of `chapter` lie.
    static Path main(Chapter chapter) {
        return chapter.folder().resolve("src/main");
    }

    private static Path referenceMain(Chapter chapter) {
        return chapter.referenceFolder().resolve("src/main");
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            var found = all.filter(file -> !isEditors(file)).sorted().toList();
            found.stream().filter(Place::isLink).findFirst().ifPresent(this::refuse);
            return found.stream().filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw cannotRead(folder, e.getCause());
        } catch (IOException e) {
            throw cannotRead(folder, e);
        }
    }

    private void refuse(Path link) {
        Place.check(course.root(), link);
    }

    private static boolean isEditors(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(".") || name.endsWith("~");
    }
}
