package robustnet.runner.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import robustnet.runner.dev.PublicApi;
import robustnet.runner.state.Lines;

/// How a newer course meets a file that the learner changed.
///
/// @param path relative to the course's folder, with slashes
/// @param kind what the newer course did
public record Meeting(String path, Kind kind) {
    /// What happened to the course's version of a file.
    public enum Kind {
        COMMENTS("only comments changed"),
        DECLARATIONS("its declarations changed: your code may have to follow"),
        CODE("the code in it changed"),
        GONE("the newer course has no such file"),
        NEW("yours; the newer course has a file of the same name"),
        UNKNOWN("it was edited before ./learn saw its starter: compare the two");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// @param ofTheCourse whether the course brought the file; else it is the learner's own
    /// @param given the course's version that the learner's file was made from, if it is known
    /// @param newer the newer course's version, if it has one
    /// @return empty if they go well together
    static Optional<Meeting> of(
            String path, boolean ofTheCourse, Optional<String> given, Optional<String> newer) {
        if (given.isEmpty() && newer.isPresent()) {
            return Optional.of(new Meeting(path, ofTheCourse ? Kind.UNKNOWN : Kind.NEW));
        }
        if (!ofTheCourse) {
            return Optional.empty();
        }
        if (newer.isEmpty()) {
            return Optional.of(new Meeting(path, Kind.GONE));
        }
        return Lines.same(given.get(), newer.get())
                ? Optional.empty()
                : Optional.of(new Meeting(path, kind(given.get(), newer.get())));
    }

    private static Kind kind(String given, String newer) {
        if (Code.of(given).equals(Code.of(newer))) {
            return Kind.COMMENTS;
        }
        return declarations(given).equals(declarations(newer)) ? Kind.CODE : Kind.DECLARATIONS;
    }

    /// Empty where it does not parse, as a file that is no Java.
    private static Optional<Object> declarations(String text) {
        Path file = null;
        try {
            file = Files.createTempFile("learn-upgrade", ".java");
            Files.writeString(file, text);
            return Optional.of(PublicApi.of(file).docs().keySet());
        } catch (IOException _) {
            return Optional.empty();
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException _) {
            // the system tidies its temporary folder
        }
    }
}
