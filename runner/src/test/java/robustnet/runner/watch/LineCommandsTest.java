package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import robustnet.runner.screen.Key;

@DisplayName("A line that is typed where there is no screen")
class LineCommandsTest {
    @ParameterizedTest
    @CsvSource({"n, n", "next, n", "' P ', p", "g, g", "ALL, a", "reset, r", "u, u", "q, q"})
    @DisplayName("stands for a key, by its letter or its word")
    void isAKey(String line, char key) {
        assertThat(LineCommands.of(line)).isEqualTo(new Event.Pressed(Key.of(key)));
    }

    @Test
    @DisplayName("asks for a check if it is empty")
    void checks() {
        assertThat(LineCommands.of(" ")).isEqualTo(new Event.Pressed(Key.Name.ENTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Yes"})
    @DisplayName("says yes to what was asked")
    void agrees(String line) {
        assertThat(LineCommands.of(line)).isEqualTo(new Event.Agreed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "help"})
    @DisplayName("shows what can be typed")
    void helps(String line) {
        assertThat(answer(line))
                .contains("  Enter        checks", "\n  a  all       checks all", "\n  ?  help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "nothing", "public static void main", "s"})
    @DisplayName("that stands for nothing is no command that begins like it, and gets an answer")
    void isUnknown(String line) {
        assertThat(answer(line)).startsWith("\"" + line + "\" is not known");
    }

    @Test
    @DisplayName("that was pasted cannot act on the terminal or fill it")
    void isHarmless() {
        assertThat(answer("\u001b[2Jx")).contains("^[[2Jx");
        assertThat(answer("x".repeat(5000))).hasSizeLessThan(80);
    }

    private static String answer(String line) {
        return ((Event.Typed) LineCommands.of(line)).answer();
    }
}
