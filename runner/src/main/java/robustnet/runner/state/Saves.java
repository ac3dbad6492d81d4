package robustnet.runner.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import robustnet.runner.compile.Folders;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;

/// The named snapshots of the learner's work. None is ever overwritten or deleted.
public final class Saves {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    // Windows keeps these for devices, and takes a point off the end
    private static final Pattern RESERVED =
            Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?|.*\\.");

    private final Course course;
    private final Work work;
    private final Path folder;

    public Saves(Course course, Work work) {
        this.course = course;
        this.work = work;
        this.folder = course.root().resolve(".learn/saves");
    }

    /// Whether there is a snapshot of that name.
    public boolean exists(String name) {
        return Files.exists(folder.resolve(check(name)));
    }

    /// Saves all that is not as the course gave it, byte for byte. A snapshot of that name that is
    /// there already is kept under another.
    ///
    /// @throws CourseException if the name is none, or it cannot be written
    public Save save(String name) {
        var target = folder.resolve(check(name));
        try (var _ = CourseLock.take(course.root())) {
            Files.createDirectories(folder);
            var fresh = Files.createTempDirectory(folder, ".new");
            try {
                var save = write(fresh, target);
                if (Files.exists(target)) {
                    Files.move(target, aside(target));
                }
                Files.move(fresh, target);
                return save;
            } finally {
                Folders.delete(fresh); // half of a save is none
            }
        } catch (IOException e) {
            throw new CourseException("Cannot save: " + Reason.of(e), e);
        }
    }

    /// All snapshots, the last first.
    public List<Save> all() {
        var all = new ArrayList<Save>();
        try (var folders = Files.newDirectoryStream(folder)) {
            for (var one : folders) {
                if (!one.getFileName().toString().startsWith(".")) {
                    try {
                        all.add(Save.read(one));
                    } catch (IOException _) {
                        // not ours
                    }
                }
            }
        } catch (IOException _) {
            // none yet
        }
        all.sort(Comparator.comparing(Save::at).reversed());
        return all;
    }

    public Optional<Save> find(String name) {
        return all().stream().filter(save -> save.name().equals(name)).findFirst();
    }

    private Save write(Path fresh, Path target) throws IOException {
        var files = new ArrayList<Save.Entry>();
        var gone = new ArrayList<String>();
        for (var file : work.changed()) {
            var path = course.relative(file);
            var content = Work.content(file);
            if (content.isEmpty()) {
                gone.add(path);
                continue;
            }
            var copy = fresh.resolve(path);
            Files.createDirectories(copy.getParent());
            Files.write(copy, content.get());
            files.add(new Save.Entry(path, starter(file)));
        }
        var save = new Save(target, Instant.now().truncatedTo(ChronoUnit.MILLIS), files, gone);
        save.write(fresh);
        return save;
    }

    /// The hash of what the course gave for `file`.
    String starter(Path file) {
        return work.original(file)
                .map(bytes -> Lines.plain(new String(bytes, StandardCharsets.ISO_8859_1)))
                .map(text -> Hash.of(text.getBytes(StandardCharsets.ISO_8859_1)))
                .orElse(Kept.NONE);
    }

    private static Path aside(Path target) {
        for (int i = 1; ; i++) {
            var aside = target.resolveSibling(target.getFileName() + ".old-" + i);
            if (!Files.exists(aside)) {
                return aside;
            }
        }
    }

    private static String check(String name) {
        if (!NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
            throw new CourseException(
                    "\"%s\" is no name for a save: letters a to z, digits, - _ and . are, 64 at most, a letter or digit first."
                            .formatted(name));
        }
        return name;
    }
}
