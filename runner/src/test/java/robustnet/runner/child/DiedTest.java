package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A JVM that died without a word")
class DiedTest {
    private static final Optional<String> NONE = Optional.empty();

    @Test
    @DisplayName("has crashed if it left a report, or by its signal")
    void crashed() {
        var reported = Died.with(1, true, Optional.of("libx.so+0x1"), " while running \"b\"", NONE);

        assertThat(reported.isCrash()).isTrue();
        assertThat(reported.text())
                .startsWith("the JVM crashed in libx.so+0x1 while running \"b\": ");
        assertThat(Died.with(139, false, NONE, "", NONE).isCrash()).isTrue();
    }

    @Test
    @DisplayName("was killed from outside, or halted: no crash that is tried again")
    void wasEnded() {
        var killed = Died.with(137, false, NONE, "", NONE);
        var halted = Died.with(7, false, NONE, "", Optional.of("A.java:3"));

        assertThat(killed.text()).startsWith("the JVM was killed by signal 9: ");
        assertThat(halted.text()).contains("exit code 7: Runtime.halt was called, at A.java:3");
        assertThat(killed.isCrash() || halted.isCrash()).isFalse();
    }

    @Test
    @DisplayName("or could not speak: the code under test had closed the file descriptor")
    void wasMuted() {
        var muted = Died.with(ChildMain.MUTE, false, NONE, " while running \"b\"", NONE);

        assertThat(muted.text()).startsWith("standard output was closed while running \"b\", ");
    }

    @Test
    @DisplayName("shows where its source calls halt, but for comments")
    void findsHalt(@TempDir Path sources) throws IOException {
        Files.writeString(sources.resolve("A.java"), "// no Runtime.halt() here\nint a;\n");
        Files.writeString(sources.resolve("B.java"), "int b;\nRuntime.getRuntime().halt(9);\n");

        assertThat(HaltCall.in(sources)).hasValue("B.java:2");
        assertThat(HaltCall.in(sources.resolve("A.java"))).isEmpty();
        assertThat(HaltCall.in(sources.resolve("none"))).isEmpty();
    }
}
