package robustnet.runner.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import robustnet.runner.course.Catalogue;
import robustnet.runner.dev.ScratchCourse;

@DisplayName("./learn demo in a terminal")
@LongWalk
class DemoInATerminalTest extends InATerminal {
    private static final String WELL = "runs +up +closed ";

    private Tmux terminal;

    @Test
    @DisplayName("spoils the network of the whole stack with each key, and shows what comes of it")
    void everyKey() throws Exception {
        var shell = List.of("sh", "-i");
        var prompt = Map.of("PS1", "[$?] $ ");
        try (var copy = ScratchCourse.of(Catalogue.read(Path.of("..").toRealPath()));
                var tmux = Tmux.start(folder.resolve("s"), copy.root(), prompt, 80, 24, shell)) {
            terminal = tmux;
            prompted();
            terminal.type("./learn demo --solution").press("Enter");
            row(1, WELL);
            faults();
            chooses();
            noKeys();
            sizes();
            stopsAndGoesOn();
            terminal.type("q").await("The whole run, ", " with an unknown outcome)");
            assertThat(prompted().text()).as("the exit code").endsWith("\n[0] $");
        }
    }

    private void faults() throws Exception {
        terminal.type("k").await("s  kill 1");
        row(1, "killed +down +(half-)?open ");
        terminal.type("r").await("s  restore 1");
        row(1, WELL);
        terminal.type("2f").await("s  freeze 2");
        row(2, "frozen +down ");
        terminal.type("r");
        row(2, WELL);
        terminal.press("Down").type("s").await("s  slow 3");
        row(3, "slow ");
        terminal.type("r");
        row(3, WELL);
        terminal.press("Up").type("c").await("s  corrupt 2");
        row(2, "corrupt ");
        terminal.type("r");
        row(2, WELL);
    }

    private void chooses() throws Exception {
        for (int i = 1; i <= 3; i++) {
            terminal.type("" + i);
            row(i, WELL);
        }
        terminal.press("Down").type("9").press("Up");
        row(2, WELL);
        terminal.press("Up", "Up", "Down");
        row(2, WELL);
    }

    /// What is pasted, a lone escape and keys without a meaning change nothing.
    private void noKeys() throws Exception {
        terminal.paste("1\nk\nq\n").press("Escape", "Enter", "F1", "Right", "Home").type("xyz");
        terminal.type("3");
        row(3, WELL);
        assertThat(terminal.screen().text()).as("after what is no key").doesNotContain("kill 2");
    }

    private void sizes() throws Exception {
        var small = terminal.resize(50, 12).await("p50 ms …", " up to ", " calls, ");
        assertThat(small.text().lines()).hasSizeLessThanOrEqualTo(12);
        assertThat(small.text().lines()).allMatch(line -> Span.width(line) <= 50);
        terminal.resize(80, 24).await("r restore", "metrics for Prometheus");
    }

    private void stopsAndGoesOn() throws Exception {
        terminal.press("C-z");
        prompted();
        terminal.type("fg").press("Enter").await("r restore", "metrics for Prometheus");
        row(3, WELL);
        terminal.clear().press("C-l").await("The whole stack, on the reference", "r restore");
    }

    /// Waits until a server is chosen and its row is like `state`.
    private void row(int server, String state) throws Exception {
        var row = Pattern.compile("(?m)^> %d  %s".formatted(server, state));
        terminal.await(s -> row.matcher(s.text()).find(), row.pattern());
    }

    private Screen prompted() throws Exception {
        return terminal.await(s -> s.text().endsWith("] $"), "a prompt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q", "C-c", "C-d"})
    @DisplayName("ends at Q, Ctrl-C and Ctrl-D, too, with the whole run")
    void ends(String key) throws Exception {
        course.stack();
        terminal = learn("demo", "--solution");
        terminal.await("The whole stack, on the reference", "curl here");
        terminal.press(key).await("The whole run, 1 s");
        assertThat(terminal.awaitExit()).as("the exit code").isZero();
    }

    @Test
    @DisplayName("ends with its terminal")
    void endsWithItsTerminal() throws Exception {
        course.stack();
        terminal = learn("demo", "--solution");
        terminal.await("curl here");
        var runner = terminal.process();
        var stack = runner.descendants().toList();
        assertThat(stack).as("the JVM of the stack").isNotEmpty();

        terminal.close();

        assertThat(runner.onExit()).succeedsWithin(Duration.ofSeconds(20));
        assertThat(stack)
                .allSatisfy(jvm -> assertThat(jvm.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    }
}
