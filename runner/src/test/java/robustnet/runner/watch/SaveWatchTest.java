package robustnet.runner.watch;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The watch on a folder")
class SaveWatchTest {
    @TempDir private Path folder;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private Path await() throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("a save was noticed").isInstanceOf(Event.Saved.class);
        return ((Event.Saved) event).files().iterator().next();
    }

    @ParameterizedTest(name = "by looking: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "tells of a save in place, by a rename, in a new folder, and after a new beginning")
    void tells(boolean poll) throws IOException, InterruptedException {
        var sources = folder.resolve("src");
        var one = sources.resolve("One.java");
        Tiny.save(one, "a");
        try (var _ = SaveWatch.start(sources, poll, events::add)) {
            Tiny.save(one, "b");
            assertThat(await()).isEqualTo(one);

            Files.move(Files.writeString(sources.resolve("tmp"), "c"), one, REPLACE_EXISTING);
            assertThat(await()).isEqualTo(one);

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
}
