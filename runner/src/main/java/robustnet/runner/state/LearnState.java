package robustnet.runner.state;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import robustnet.runner.course.CourseException;

/// What the runner remembers of a learner, in `.learn/state.txt`:
///
/// ```text
/// version = 1
/// best 1.4 = 10 passed 2025-11-21T20:16:00Z
/// last 1.4 = 5 partly 2025-11-22T09:30:00Z
/// hints 1.5 = 2
/// ```
///
/// Not safe for use by several threads; of two processes that save, the last one wins.
public final class LearnState {
    private static final String VERSION = "1";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Map<String, Progress> best = new TreeMap<>();
    private final Map<String, Progress> last = new TreeMap<>();
    private final Map<String, Integer> hints = new TreeMap<>();
    private Optional<String> warning = Optional.empty();

    private LearnState(Path file) {
        this.file = file;
    }

    /// What is remembered in `root`. A file that cannot be understood is set aside, see
    /// [#warning()].
    ///
    /// @throws CourseException if the file is there and cannot be read or set aside
    public static LearnState load(Path root) {
        var state = new LearnState(root.resolve(".learn/state.txt"));
        try {
            state.read();
        } catch (NoSuchFileException _) {
            // nothing remembered yet
        } catch (IOException e) {
            throw new CourseException("Cannot read " + state.file + ": " + e.getMessage(), e);
        }
        return state;
    }

    /// One sentence, if the file could not be understood.
    public Optional<String> warning() {
        return warning;
    }

    public Optional<Progress> best(String id) {
        return Optional.ofNullable(best.get(id));
    }

    /// What came of the last check. A state of before that was kept knows the best only.
    public Optional<Progress> last(String id) {
        return Optional.ofNullable(last.get(id)).or(() -> best(id));
    }

    /// How many hints of an exercise were shown.
    public int hintsShown(String id) {
        return hints.getOrDefault(id, 0);
    }

    public void showed(String id, int count) {
        hints.put(id, count);
    }

    /// Remembers a result as the last one, and as the best if it is better than what was there. A
    /// first result without points is nothing to remember.
    public void record(String id, Progress result) {
        if (result.points() == 0 && !best.containsKey(id)) {
            return;
        }
        last.put(id, result);
        best.merge(id, result, (old, fresh) -> fresh.points() > old.points() ? fresh : old);
    }

    /// Writes it to disk, whole or not at all.
    ///
    /// @throws CourseException if it cannot be written
    public void save() {
        var text = new StringBuilder("version = " + VERSION + "\n");
        best.forEach((id, progress) -> text.append(line("best", id, progress)));
        last.forEach((id, progress) -> text.append(line("last", id, progress)));
        hints.forEach((id, count) -> text.append("hints " + id + " = " + count + "\n"));
        try {
            Atomic.write(file, text.toString());
        } catch (IOException e) {
            throw new CourseException(
                    "Cannot write "
                            + file
                            + ": progress is not remembered ("
                            + e.getMessage()
                            + ").",
                    e);
        }
    }

    private static String line(String key, String id, Progress progress) {
        return "%s %s = %d %s %s\n"
                .formatted(
                        key,
                        id,
                        progress.points(),
                        progress.passed() ? "passed" : "partly",
                        progress.at());
    }

    private static Progress progress(String[] value) {
        return new Progress(
                Integer.parseInt(value[0]), value[1].equals("passed"), Instant.parse(value[2]));
    }

    private void read() throws IOException {
        try {
            for (var line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    parse(line);
                }
            }
        } catch (IllegalArgumentException | DateTimeParseException | CharacterCodingException _) {
            best.clear();
            last.clear();
            hints.clear();
            var aside = file.resolveSibling("state.txt.bad-" + TIME.format(Instant.now()));
            Files.move(file, aside);
            warning =
                    Optional.of(
                            "The remembered progress could not be read, so it starts anew; the old file is "
                                    + aside.getFileName()
                                    + " in .learn.");
        }
    }

    private void parse(String line) {
        int equals = line.indexOf(" = ");
        if (equals < 0) {
            throw new IllegalArgumentException(line);
        }
        var key = line.substring(0, equals).strip().split(" ");
        var value = line.substring(equals + 3).strip().split(" ");
        switch (key[0]) {
            case "version" -> require(value[0].equals(VERSION), line);
            case "best", "last" -> {
                require(key.length == 2 && value.length == 3, line);
                (key[0].equals("best") ? best : last).put(key[1], progress(value));
            }
            case "hints" -> {
                require(key.length == 2, line);
                hints.put(key[1], Integer.parseInt(value[0]));
            }
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static void require(boolean condition, String line) {
        if (!condition) {
            throw new IllegalArgumentException(line);
        }
    }
}
