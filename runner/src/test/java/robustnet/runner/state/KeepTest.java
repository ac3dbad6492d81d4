package robustnet.runner.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.course.CourseException;

@DisplayName("A change of the learner's files")
class KeepTest {
    /// Windows line ends, a byte order mark, and a byte that is no UTF-8.
    private static final byte[] ODD = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a', '\r', '\n', -1};

    private static final String EPOCH = "1970-01-01T00:00:00Z";

    @TempDir private Path folder;
    private Path root;
    private Path one;
    private Path two;
    private Keep keep;

    @BeforeEach
    void makeFiles() throws IOException {
        root = Files.createDirectory(folder.resolve("course"));
        one = root.resolve("01-tiny/One.java");
        two = root.resolve("01-tiny/deep/Two.java");
        Files.createDirectories(two.getParent());
        Files.write(one, ODD);
        keep = new Keep(root);
    }

    @Test
    @DisplayName("keeps what was there, byte for byte, and is taken back and done again")
    void keeps() throws IOException {
        var kept = keep.change("test", contents(one, "1", two, "2")).orElseThrow();

        assertThat(one).hasContent("1");
        assertThat(two).hasContent("2");
        assertThat(kept.files()).extracting(Kept.Entry::kept).containsExactly(true, false);
        assertThat(kept.copy(kept.files().getFirst())).hasBinaryContent(ODD);

        assertThat(undo().orElseThrow().what()).isEqualTo("undo of test");
        assertThat(one).hasBinaryContent(ODD);
        assertThat(two).as("was not there before").doesNotExist();

        assertThat(undo().orElseThrow().what()).isEqualTo("redo of test");
        assertThat(one).hasContent("1");
        assertThat(two).hasContent("2");
    }

    @Test
    @DisplayName("that is taken back after an edit loses neither version")
    void keepsLaterEdits() throws IOException {
        keep.change("test", contents(one, "1"));
        Files.writeString(one, "edited");

        assertThat(keep.last().orElseThrow().editedSince(root)).hasSize(1);
        undo();
        assertThat(one).hasBinaryContent(ODD);
        undo();

        assertThat(one).hasContent("edited");
    }

    @Test
    @DisplayName("removes a file after keeping it")
    void removes() throws IOException {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        contents.put(one, Optional.empty());

        keep.change("test", contents);
        assertThat(one).doesNotExist();
        undo();

        assertThat(one).hasBinaryContent(ODD);
    }

    @Test
    @DisplayName("that changes nothing is none")
    void ignoresTheSame() throws IOException {
        Files.writeString(one, "1");

        assertThat(keep.change("test", contents(one, "1"))).isEmpty();
        assertThat(keep.changes()).isEmpty();
    }

    @Test
    @DisplayName("leaves everything as it was where one file cannot be written, and says so")
    void putsBack() throws IOException {
        Files.writeString(two, "mine");
        var failing =
                new Keep(
                        root,
                        (fresh, file) -> {
                            if (file.equals(two)) {
                                throw new IOException("No space left on device");
                            }
                            Atomic.move(fresh, file);
                        });

        assertThatThrownBy(() -> failing.change("test", contents(one, "1", two, "2")))
                .isInstanceOf(CourseException.class)
                .hasMessageContainingAll("Two.java", "No space left", "as they were");

        assertThat(one).hasBinaryContent(ODD);
        assertThat(two).hasContent("mine");
        assertThat(keep.last()).as("nothing to take back").isEmpty();
        assertThat(keep.changes()).as("but kept").hasSize(1);
    }

    @Test
    @DisplayName("that broke off in the middle is taken back")
    void takesBackHalfAChange() throws IOException {
        Files.writeString(two, "mine");
        var dying =
                new Keep(
                        root,
                        (fresh, file) -> {
                            if (file.equals(two)) {
                                throw new IllegalStateException("as if the process had ended");
                            }
                            Atomic.move(fresh, file);
                        });
        assertThatThrownBy(() -> dying.change("test", contents(one, "1", two, "2")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(keep.last().orElseThrow().end()).isEqualTo(Kept.End.BEGUN);
        undo();

        assertThat(one).hasBinaryContent(ODD);
        assertThat(two).hasContent("mine");
    }

    @Test
    @DisplayName("does not overwrite what an editor saves at the same moment")
    void noticesASave() throws IOException {
        Files.writeString(two, "mine");
        var late =
                new Keep(
                        root,
                        (fresh, file) -> {
                            Atomic.move(fresh, file);
                            Files.writeString(two, "saved now");
                        });

        assertThatThrownBy(() -> late.change("test", contents(one, "1", two, "2")))
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("try again");

        assertThat(one).hasBinaryContent(ODD);
        assertThat(two).hasContent("saved now");
    }

    @Test
    @DisplayName("puts back only what it has replaced, and not over what was saved since")
    void putsBackItsOwnOnly() throws IOException {
        Files.writeString(two, "mine");
        Files.setLastModifiedTime(two, FileTime.fromMillis(0));
        var failing =
                new Keep(
                        root,
                        (fresh, file) -> {
                            if (file.equals(two)) {
                                Files.writeString(one, "saved now");
                                throw new AccessDeniedException(file.toString());
                            }
                            Atomic.move(fresh, file);
                        });

        assertThatThrownBy(() -> failing.change("test", contents(one, "1", two, "2")))
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("Two.java: no permission");

        assertThat(one).hasContent("saved now");
        assertThat(Files.getLastModifiedTime(two)).as("not written").hasToString(EPOCH);
        assertThat(keep.changes().getFirst().end()).isEqualTo(Kept.End.PUT_BACK);
    }

    @Test
    @DisplayName("follows no symbolic link, and leaves the course's folder alone around it")
    void refusesLinks() throws IOException {
        var outside = Files.createDirectory(folder.resolve("outside"));
        var precious = Files.writeString(outside.resolve("One.java"), "precious");
        var link = root.resolve("01-tiny/linked");
        try {
            Files.createSymbolicLink(link, outside);
        } catch (IOException | UnsupportedOperationException e) {
            abort("symbolic links need a right here: " + e);
        }

        assertThatThrownBy(() -> keep.change("test", contents(link.resolve("One.java"), "1")))
                .isInstanceOf(CourseException.class)
                .hasMessageContainingAll(
                        "01-tiny/linked is a symbolic link", "Nothing was changed");
        assertThatThrownBy(() -> keep.change("test", contents(precious, "1")))
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("not in the course's folder");

        assertThat(precious).hasContent("precious");
    }

    @Test
    @DisplayName("refuses a folder in the place of a file before anything is changed")
    void refusesAFolder() {
        assertThatThrownBy(() -> keep.change("test", contents(one, "1", two.getParent(), "2")))
                .isInstanceOf(CourseException.class)
                .hasMessageContainingAll("01-tiny/deep is a folder", "Nothing was changed");

        assertThat(one).hasBinaryContent(ODD);
    }

    @Test
    @DisplayName("leaves a read-only file alone, and those beside it")
    void refusesReadOnly() throws IOException {
        Files.writeString(two, "mine");
        if (!two.toFile().setWritable(false) || Files.isWritable(two)) {
            abort("this user may write everything");
        }

        assertThatThrownBy(() -> keep.change("test", contents(one, "1", two, "2")))
                .isInstanceOf(CourseException.class)
                .hasMessageContaining("Two.java is read-only");

        assertThat(one).hasBinaryContent(ODD);
    }

    @Test
    @DisplayName("by two at once is two changes, one after the other")
    void standsTwoAtOnce() throws InterruptedException {
        var threads =
                new Thread[] {
                    Thread.ofVirtual().unstarted(() -> repeat("a")),
                    Thread.ofVirtual().unstarted(() -> repeat("b"))
                };
        for (var thread : threads) {
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }

        var changes = keep.changes();
        assertThat(changes).hasSize(20).allMatch(c -> c.end() == Kept.End.DONE);
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i - 1).files().getFirst().before())
                    .as("each change keeps what the one before it left")
                    .isEqualTo(changes.get(i).files().getFirst().after());
        }
    }

    private Optional<Kept> undo() {
        return keep.last().flatMap(change -> keep.undo(change, Optional.empty()));
    }

    private void repeat(String text) {
        for (int i = 0; i < 10; i++) {
            new Keep(root).change("test", contents(one, text + i));
        }
    }

    private static Map<Path, Optional<byte[]>> contents(Object... filesAndTexts) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            var text = (String) filesAndTexts[i + 1];
            contents.put(
                    (Path) filesAndTexts[i], Optional.of(text.getBytes(StandardCharsets.UTF_8)));
        }
        return contents;
    }
}
