package robustnet.runner.course;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Keeps the declared exercises in `.learn/catalogue.bin`, so that the compiler starts only when a
/// test file changed. A cache that is missing, damaged or of another format is as good as none; a
/// folder that cannot be written is too.
final class CatalogueCache {
    private static final int FORMAT = 2;

    private final Path root;
    private final Path file;

    CatalogueCache(Path root) {
        this.root = root;
        this.file = root.resolve(".learn/catalogue.bin");
    }

    /// What the files are known by: their names, sizes and times.
    String keyOf(List<Path> files) throws IOException {
        var key = new StringBuilder();
        for (var f : files) {
            key.append(root.relativize(f))
                    .append(' ')
                    .append(Files.size(f))
                    .append(' ')
                    .append(Files.getLastModifiedTime(f).to(TimeUnit.NANOSECONDS))
                    .append('\n');
        }
        return key.toString();
    }

    Optional<List<ExerciseInfo>> load(String key) {
        try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readInt() != FORMAT || !text(in).equals(key)) {
                return Optional.empty();
            }
            var exercises = new ArrayList<ExerciseInfo>();
            for (int n = in.readInt(); n > 0; n--) {
                exercises.add(exercise(in));
            }
            return Optional.of(exercises);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    void store(String key, List<ExerciseInfo> exercises) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeInt(FORMAT);
            text(out, key);
            out.writeInt(exercises.size());
            for (var exercise : exercises) {
                write(out, exercise);
            }
            Files.createDirectories(file.getParent());
            var temporary = Files.createTempFile(file.getParent(), "catalogue", ".tmp");
            Files.write(temporary, bytes.toByteArray());
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            // A cache: the next start reads the sources again.
        }
    }

    private ExerciseInfo exercise(DataInputStream in) throws IOException {
        var id = text(in);
        var title = text(in);
        int level = in.readInt();
        int minutes = in.readInt();
        boolean bonus = in.readBoolean();
        var testClass = text(in);
        var testFile = root.resolve(text(in));
        var edit = new ArrayList<Path>();
        for (int n = in.readInt(); n > 0; n--) {
            edit.add(root.resolve(text(in)));
        }
        var tests = new ArrayList<TestInfo>();
        for (int n = in.readInt(); n > 0; n--) {
            tests.add(
                    new TestInfo(
                            text(in),
                            text(in),
                            text(in),
                            in.readInt(),
                            Duration.ofSeconds(in.readLong())));
        }
        return new ExerciseInfo(id, title, level, minutes, bonus, testClass, testFile, edit, tests);
    }

    private void write(DataOutputStream out, ExerciseInfo exercise) throws IOException {
        text(out, exercise.id());
        text(out, exercise.title());
        out.writeInt(exercise.level());
        out.writeInt(exercise.minutes());
        out.writeBoolean(exercise.bonus());
        text(out, exercise.testClass());
        text(out, root.relativize(exercise.testFile()).toString());
        out.writeInt(exercise.editFiles().size());
        for (var file : exercise.editFiles()) {
            text(out, root.relativize(file).toString());
        }
        out.writeInt(exercise.tests().size());
        for (var test : exercise.tests()) {
            text(out, test.className());
            text(out, test.method());
            text(out, test.displayName());
            out.writeInt(test.weight());
            out.writeLong(test.timeLimit().toSeconds());
        }
    }

    /// `writeUTF` ends at 64 KiB; the key of a whole course may be longer.
    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("damaged");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
