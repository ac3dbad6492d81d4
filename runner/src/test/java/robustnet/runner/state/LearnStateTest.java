package robustnet.runner.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is remembered")
class LearnStateTest {
    private static final Instant EARLY = Instant.parse("2025-11-21T20:16:00Z");
    private static final Instant LATE = Instant.parse("2025-11-22T09:30:00Z");

    @TempDir private Path root;
    private Path file;

    @BeforeEach
    void makeFolder() throws IOException {
        file = root.resolve(".learn/state.txt");
        Files.createDirectories(file.getParent());
    }

    @Test
    @DisplayName("is plain text, and is read back")
    void isPlain() {
        var state = LearnState.load(root);
        state.record("1.4", new Progress(10, true, EARLY));
        state.record("1.4", new Progress(5, false, LATE));
        state.showed("1.5", 2);
        state.save();

        assertThat(file)
                .hasContent(
                        """
                        version = 1
                        best 1.4 = 10 passed 2025-11-21T20:16:00Z
                        last 1.4 = 5 partly 2025-11-22T09:30:00Z
                        hints 1.5 = 2
                        """);
        var again = LearnState.load(root);
        assertThat(again.best("1.4").orElseThrow().points()).isEqualTo(10);
        assertThat(again.last("1.4").orElseThrow().points()).isEqualTo(5);
        assertThat(again.hintsShown("1.5")).isEqualTo(2);
    }

    @Test
    @DisplayName("knows where the learner stands, and forgets it when told")
    void knowsThePlace() {
        var state = LearnState.load(root);
        state.goTo(Optional.of("4.3"));
        state.save();
        assertThat(LearnState.load(root).at().orElseThrow().id()).isEqualTo("4.3");

        state.goTo(Optional.empty());
        state.save();
        assertThat(LearnState.load(root).at()).isEmpty();
    }

    @Test
    @DisplayName("keeps lines that only a newer runner of the same version knows")
    void keepsUnknownLines() throws IOException {
        Files.writeString(
                file,
                """
                version = 1
                # mine
                badge 1.4 = gold, and more
                best 1.4 = 10 passed 2025-11-21T20:16:00Z
                """);

        var state = LearnState.load(root);
        state.showed("1.4", 1);
        state.save();

        assertThat(state.warning()).isEmpty();
        assertThat(file)
                .content()
                .contains("# mine\n", "badge 1.4 = gold, and more\n", "hints 1.4");
    }

    @Test
    @DisplayName("of a newer version is set aside with a word, and nothing of it is lost")
    void setsNewerAside() throws IOException {
        var newer = "version = 2\nbest: {1.4: 10}\n";
        Files.writeString(file, newer);

        var state = LearnState.load(root);

        assertThat(state.warning().orElseThrow()).contains("newer version", "version-2");
        assertThat(aside()).singleElement().satisfies(a -> assertThat(a).hasContent(newer));
        state.save();
        assertThat(LearnState.load(root).warning()).isEmpty();
    }

    @Test
    @DisplayName("that cannot be read is set aside, twice in a second as well")
    void setsBadAside() throws IOException {
        for (var bad :
                new String[] {
                    "best 1.4 = 10",
                    "version = 1\nbest 1.4 = many passed never",
                    "",
                    "version = " + "9".repeat(300)
                }) {
            Files.writeString(file, bad);
            assertThat(LearnState.load(root).warning().orElseThrow()).contains("starts anew");
        }
        Files.write(file, new byte[] {-1, -2, 0});
        assertThat(LearnState.load(root).warning()).isPresent();
        Files.createDirectories(file.resolve("a folder in its place"));
        assertThat(LearnState.load(root).warning()).isPresent();

        assertThat(aside()).hasSize(6);
    }

    @Test
    @DisplayName("goes by what came later, also where the clock was set back")
    void mindsAClockThatWasSetBack() throws IOException {
        Files.writeString(
                file,
                """
                version = 1
                at = 5.2 2130-01-01T00:00:00Z
                best 1.4 = 10 passed 2130-01-01T00:00:00Z
                last 1.4 = 10 passed 2130-01-01T00:00:00Z
                """);
        var state = LearnState.load(root);

        state.goTo(Optional.of("2.1"));
        state.record("1.4", new Progress(5, false, EARLY));
        state.save();

        var again = LearnState.load(root);
        assertThat(again.at().orElseThrow().id()).isEqualTo("2.1");
        assertThat(again.last("1.4").orElseThrow().points()).isEqualTo(5);
    }

    @Test
    @DisplayName("by two processes at once is the best and the latest of both")
    void mergesWhatOthersWrote() {
        var watch = LearnState.load(root);
        var check = LearnState.load(root);

        check.record("1.4", new Progress(10, true, EARLY));
        check.record("1.5", new Progress(5, false, EARLY));
        check.showed("1.5", 1);
        check.save();
        watch.record("1.4", new Progress(5, false, LATE));
        watch.record("1.6", new Progress(15, true, LATE));
        watch.save();
        check.save();

        var both = LearnState.load(root);
        assertThat(both.best("1.4").orElseThrow().points()).isEqualTo(10);
        assertThat(both.last("1.4").orElseThrow().points()).isEqualTo(5);
        assertThat(both.best("1.5")).isPresent();
        assertThat(both.best("1.6")).isPresent();
        assertThat(both.hintsShown("1.5")).isEqualTo(1);
        assertThat(watch.best("1.5")).as("the one that saved knows the other's").isPresent();
    }

    private List<Path> aside() throws IOException {
        try (var files = Files.list(file.getParent())) {
            return files.filter(f -> f.getFileName().toString().startsWith("state.txt.")).toList();
        }
    }
}
