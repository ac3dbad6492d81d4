package robustnet.runner.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import robustnet.runner.course.CourseException;

/// What the runner remembers of a learner, in `.learn/state.txt`:
///
/// ```text
/// version = 1
/// at = 1.5 2025-11-22T09:41:00.250Z
/// best 1.4 = 10 passed 2025-11-21T20:16:00Z
/// last 1.4 = 5 partly 2025-11-22T09:30:00Z
/// hints 1.5 = 2
/// ```
///
/// Lines of another kind stay as they are. Safe for use by several threads. Several processes may
/// save: each takes in what the others wrote.
public final class LearnState {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path root;
    private final Path file;
    private StateText text = new StateText();
    private Optional<String> warning = Optional.empty();

    private LearnState(Path root) {
        this.root = root;
        this.file = root.resolve(".learn/state.txt");
    }

    /// What is remembered in `root`. A file that cannot be understood is set aside, see
    /// [#warning()].
    ///
    /// @throws CourseException if it cannot be set aside
    public static LearnState load(Path root) {
        var state = new LearnState(root);
        if (Files.exists(state.file)) {
            try (var _ = CourseLock.take(root)) {
                state.text = state.read();
            } catch (IOException e) {
                throw new CourseException(
                        "Cannot set " + state.file + " aside: " + Reason.of(e), e);
            }
        }
        return state;
    }

    /// One sentence, if the file could not be understood.
    public synchronized Optional<String> warning() {
        return warning;
    }

    public synchronized Optional<Progress> best(String id) {
        return Optional.ofNullable(text.best.get(id));
    }

    /// What came of the last check. A state of before that was kept knows the best only.
    public synchronized Optional<Progress> last(String id) {
        return Optional.ofNullable(text.last.get(id)).or(() -> best(id));
    }

    /// How many hints of an exercise were shown.
    public synchronized int hintsShown(String id) {
        return text.hints.getOrDefault(id, 0);
    }

    public synchronized void showed(String id, int count) {
        text.hints.put(id, count);
    }

    /// The exercise that the learner chose to work at, if one was chosen. It may be done since, or
    /// be gone from the course.
    public synchronized Optional<Standing> at() {
        return text.standing();
    }

    /// Chooses an exercise; empty: none.
    public synchronized void goTo(Optional<String> id) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        text.standAt(id, later(text.at.map(Standing::since), now));
    }

    /// Remembers a result as the last one, and as the best if it is better than what was there. A
    /// first result without points is nothing to remember.
    public synchronized void record(String id, Progress result) {
        if (result.points() == 0 && !text.best.containsKey(id)) {
            return;
        }
        var at = later(Optional.ofNullable(text.last.get(id)).map(Progress::at), result.at());
        var latest = new Progress(result.points(), result.passed(), at);
        text.last.put(id, latest);
        text.best.merge(id, latest, StateText::better);
    }

    /// What comes later counts, so nothing may be older than what it follows: the clock may have
    /// been set back meanwhile.
    private static Instant later(Optional<Instant> before, Instant now) {
        return before.filter(now::isBefore).orElse(now);
    }

    /// Writes it to disk, whole or not at all, with what other processes wrote meanwhile.
    ///
    /// @throws CourseException if it cannot be written
    public synchronized void save() {
        try (var _ = CourseLock.take(root)) {
            text.merge(read());
            Atomic.write(file, text.toString());
        } catch (IOException e) {
            throw new CourseException(
                    "Cannot write " + file + ": progress is not remembered (" + Reason.of(e) + ").",
                    e);
        }
    }

    private StateText read() throws IOException {
        try {
            return StateText.parse(Files.readString(file));
        } catch (NoSuchFileException _) {
            return new StateText(); // nothing remembered yet
        } catch (StateText.NewerException e) {
            var aside = setAside("state.txt.version-" + e.getMessage());
            warning =
                    Optional.of(
                            "A newer version of the course wrote the remembered progress, so here it starts anew; the old file is .learn/%s. Rename it to state.txt when you are back on the newer course."
                                    .formatted(aside));
        } catch (IllegalArgumentException | IOException _) {
            var aside = setAside("state.txt.bad");
            warning =
                    Optional.of(
                            "The remembered progress could not be read, so it starts anew; the old file is .learn/%s."
                                    .formatted(aside));
        }
        return new StateText();
    }

    private Path setAside(String name) throws IOException {
        var base = name + "-" + TIME.format(Instant.now());
        for (int i = 1; ; i++) {
            var aside = file.resolveSibling(i == 1 ? base : base + "-" + i);
            try {
                return Files.move(file, aside).getFileName();
            } catch (FileAlreadyExistsException _) {
                // another bad one, in the same second
            }
        }
    }
}
