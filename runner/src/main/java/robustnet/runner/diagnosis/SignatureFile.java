package robustnet.runner.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.mistake.Mistake;

/// The signatures of a chapter's mistakes, as lines: for each exercise one with its tests, and one
/// for each mistake.
///
/// ```text
/// format 1
/// 1.4 12 tests 0f1e2d3c
/// 1.4-believes-the-length 5d7c90ab rejectsALength=1a2b.3c4d5e
/// ```
///
/// @param lines without the comment and the format
public record SignatureFile(List<String> lines) {
    private static final String FORMAT = "format 1";
    private static final String COMMENT =
            "# How each mistake fails its exercise's tests. Written by ./learn dev diagnose --record; CONTRIBUTING.md says more.";

    public SignatureFile {
        lines = List.copyOf(lines);
    }

    /// Where the file of `chapter` lies.
    public static Path of(Chapter chapter) {
        return chapter.mistakes().resolve("signatures.txt");
    }

    /// Reads the file of `chapter`.
    ///
    /// @throws CourseException if it is there and cannot be read
    public static SignatureFile read(Chapter chapter) {
        try {
            return read(of(chapter));
        } catch (IOException e) {
            throw new CourseException("Cannot read " + of(chapter) + ": " + e.getMessage(), e);
        }
    }

    /// Reads a file. One that is not there, or of another format, holds nothing.
    ///
    /// @throws IOException if it cannot be read
    static SignatureFile read(Path file) throws IOException {
        try {
            var lines = Files.readAllLines(file);
            return lines.contains(FORMAT)
                    ? new SignatureFile(lines.stream().filter(line -> isData(line)).toList())
                    : new SignatureFile(List.of());
        } catch (NoSuchFileException _) {
            return new SignatureFile(List.of());
        }
    }

    private static boolean isData(String line) {
        return !line.isEmpty() && Character.isDigit(line.charAt(0));
    }

    /// The signatures of an exercise's mistakes, in the order of the file. A line that is none is
    /// left out.
    public List<Signature> signatures(String exerciseId) {
        var signatures = new ArrayList<Signature>();
        for (var line : lines) {
            if (line.startsWith(exerciseId + "-")) {
                try {
                    signatures.add(Signature.parse(line));
                } catch (RuntimeException _) {
                    // As good as not recorded: the gate asks for it.
                }
            }
        }
        return signatures;
    }

    /// The signature of `mistake`; empty if it was never recorded, or was edited since.
    public Optional<Signature> signature(ExerciseInfo exercise, Mistake mistake) {
        return signatures(exercise.id()).stream()
                .filter(signature -> signature.mistake().equals(mistake.name()))
                .filter(signature -> signature.change().equals(changeOf(mistake)))
                .findFirst();
    }

    /// Whether the exercise has the same tests as when its mistakes were recorded.
    public boolean hasTestsOf(ExerciseInfo exercise) {
        return lines.contains(testsLine(exercise));
    }

    /// The same with other signatures for `exercise`.
    public SignatureFile with(ExerciseInfo exercise, List<Signature> signatures) {
        var all = new ArrayList<>(lines);
        all.removeIf(
                line ->
                        line.startsWith(exercise.id() + "-")
                                || line.startsWith(exercise.id() + " "));
        all.add(testsLine(exercise));
        signatures.forEach(signature -> all.add(signature.toString()));
        all.sort(Comparator.comparingInt(SignatureFile::number).thenComparing(line -> line));
        return new SignatureFile(all);
    }

    /// Writes it; where there is nothing, no file is left.
    ///
    /// @throws IOException if it cannot be written
    public void write(Path file) throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        var text = new ArrayList<>(List.of(COMMENT, FORMAT));
        text.addAll(lines);
        Files.writeString(file, String.join("\n", text) + "\n");
    }

    /// What `mistake` changes, as a short hash.
    static String changeOf(Mistake mistake) {
        return Fnv.of(String.join("\n", mistake.diff()), 8);
    }

    private static String testsLine(ExerciseInfo exercise) {
        return "%s %d tests %s"
                .formatted(exercise.id(), exercise.tests().size(), Symptoms.testsOf(exercise));
    }

    /// 12 of `1.12-…`: exercise 1.2 comes before 1.12.
    private static int number(String line) {
        return Integer.parseInt(line.replaceFirst("^\\d+\\.(\\d+).*", "$1"));
    }
}
