package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A save")
class SettlingTest {
    private static final Path FILE = Path.of("One.java");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Map<Path, byte[]> disk = new HashMap<>();

    /// What happens next, and how many milliseconds later; null: nothing does.
    private final Deque<Runnable> changes = new ArrayDeque<>();

    private final Deque<Integer> millis = new ArrayDeque<>();
    private long now;

    private void write(String text) {
        disk.put(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private void after(int later, Runnable change) {
        millis.add(later);
        changes.add(change);
    }

    /// A file system whose time passes only while somebody waits.
    private final Saves saves =
            new Saves() {
                @Override
                public boolean await(Duration patience) {
                    if (millis.isEmpty() || millis.peek() > patience.toMillis()) {
                        now += patience.toMillis();
                        if (!millis.isEmpty()) {
                            millis.push(millis.pop() - (int) patience.toMillis());
                        }
                        return false;
                    }
                    now += millis.pop();
                    changes.pop().run();
                    return true;
                }

                @Override
                public void close() {}
            };

    private Settling settling() {
        return new Settling(saves, () -> new Snapshot(Map.copyOf(disk)), () -> now * 1_000_000);
    }

    @Test
    @DisplayName("is told once the files are quiet, 20 ms after the last change")
    void waitsForQuiet() throws InterruptedException {
        write("a");
        var settling = settling();
        after(100, () -> write("b"));
        after(10, () -> write("bc"));

        assertThat(settling.next(SECOND)).containsExactly(FILE);
        assertThat(now).as("100 + 10 + 20 ms").isEqualTo(130);
        assertThat(settling.noticed()).isEqualTo(100_000_000L);
    }

    @Test
    @DisplayName("by truncating and writing a little later is one save")
    void waitsForTheContent() throws InterruptedException {
        write("a");
        var settling = settling();
        after(1, () -> write(""));
        after(60, () -> write("b"));

        assertThat(settling.next(SECOND)).containsExactly(FILE);
        assertThat(disk.get(FILE)).asString().isEqualTo("b");
        assertThat(now).isLessThan(150);
    }

    @Test
    @DisplayName("by moving the old file away first is one save")
    void waitsForTheRename() throws InterruptedException {
        write("a");
        var settling = settling();
        after(1, () -> disk.remove(FILE));
        after(80, () -> write("b"));

        assertThat(settling.next(SECOND)).containsExactly(FILE);
        assertThat(disk).containsKey(FILE);
    }

    @Test
    @DisplayName("that leaves the file empty, or deletes it, is told all the same")
    void tellsOfADeletedFile() throws InterruptedException {
        write("a");
        var settling = settling();
        after(1, () -> disk.remove(FILE));

        assertThat(settling.next(SECOND)).containsExactly(FILE);
        assertThat(now).isBetween(400L, 500L);
        after(1, () -> write(""));
        assertThat(settling.next(SECOND)).containsExactly(FILE);
    }

    @Test
    @DisplayName("of the same content is none")
    void ignoresTheSame() throws InterruptedException {
        write("a");
        var settling = settling();
        after(1, () -> write("a"));

        assertThat(settling.next(SECOND)).isEmpty();
        assertThat(settling.next(SECOND)).as("nothing happens at all").isEmpty();
    }

    @Test
    @DisplayName("is told although somebody writes without a pause")
    void doesNotWaitForEver() throws InterruptedException {
        write("a");
        var settling = settling();
        for (int i = 0; i < 1000; i++) {
            var text = "text " + i;
            after(5, () -> write(text));
        }

        assertThat(settling.next(SECOND)).containsExactly(FILE);
        assertThat(now).isLessThan(300);
        assertThat(settling.next(SECOND)).as("and so is the next").containsExactly(FILE);
    }
}
