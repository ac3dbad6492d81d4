package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a JVM prints when it crashes")
class CrashFileTest {
    private static final String REST =
            "# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV\n";

    @Test
    @DisplayName("is no output of the program")
    void banner() {
        assertThat(CrashFile.withoutBanner("mine\n#\n" + REST)).isEqualTo("mine\n");
        assertThat(CrashFile.withoutBanner("#\n" + REST)).isEmpty();
        assertThat(CrashFile.withoutBanner("# mine\n")).isEqualTo("# mine\n");
    }

    @Test
    @DisplayName("may come in pieces, with the program's last words between them")
    void inPieces() {
        assertThat(CrashFile.withoutBanner("mine\n#last words\n\n" + REST))
                .isEqualTo("mine\nlast words");
    }
}
