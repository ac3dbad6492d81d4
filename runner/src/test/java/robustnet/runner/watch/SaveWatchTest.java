package robustnet.runner.watch;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The watch on a folder")
class SaveWatchTest {
    @TempDir private Path folder;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private Path sources;
    private Path one;

    @BeforeEach
    void nameFiles() {
        sources = folder.resolve("src");
        one = sources.resolve("One.java");
    }

    private Path await() throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("a save was noticed").isInstanceOf(Event.Saved.class);
        return ((Event.Saved) event).files().iterator().next();
    }

    @Test
    @DisplayName(
            "tells of a save in place, by a rename, in a new folder, and after a new beginning")
    void tells() throws IOException, InterruptedException {
        Tiny.save(one, "a");
        try (var _ = SaveWatch.start(sources, false, events::add)) {
            savesInPlaceAndByRename();

            var two = sources.resolve("new/Two.java");
            Tiny.save(two, "d");
            assertThat(await()).isEqualTo(two);
            Tiny.save(two, "e");
            assertThat(await()).isEqualTo(two);

            Files.move(sources, folder.resolve("old"));
            await();
            Tiny.save(one, "f");
            assertThat(await()).isEqualTo(one);
            Tiny.save(one, "g");
            assertThat(await()).isEqualTo(one);
        }
        assertThat(events).as("each save once").isEmpty();
    }

    @Test
    @DisplayName("by looking tells of a save in place and by a rename")
    void looks() throws IOException, InterruptedException {
        Tiny.save(one, "a");
        try (var _ = SaveWatch.start(sources, true, events::add)) {
            savesInPlaceAndByRename();
        }
        assertThat(events).as("each save once").isEmpty();
    }

    @Test
    @DisplayName("looks, and says so, where the system has no watch left")
    void fallsBack() {
        var saves =
                SaveWatch.told(
                        sources,
                        _ -> {
                            throw new IOException("User limit of inotify watches reached");
                        },
                        events::add);

        assertThat(saves).isInstanceOf(PollingSaves.class);
        assertThat(events)
                .containsExactly(
                        new Event.Said(
                                "The system does not tell of saves (User limit of inotify watches reached): looking ten times a second instead."));
    }

    private void savesInPlaceAndByRename() throws IOException, InterruptedException {
        Tiny.save(one, "b");
        assertThat(await()).isEqualTo(one);
        Files.move(Files.writeString(sources.resolve("tmp"), "c"), one, REPLACE_EXISTING);
        assertThat(await()).isEqualTo(one);
    }
}
