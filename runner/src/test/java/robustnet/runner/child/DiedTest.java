package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A JVM that died without a word")
class DiedTest {
    @Test
    @DisplayName("has crashed if it left a report, or by its signal")
    void crashed() {
        var reported = Died.with(1, true, Optional.of("libx.so+0x1"), " while running \"b\"");

        assertThat(reported.isCrash()).isTrue();
        assertThat(reported.text())
                .startsWith("the JVM crashed in libx.so+0x1 while running \"b\": ");
        assertThat(Died.with(139, false, Optional.empty(), "").isCrash()).isTrue();
    }

    @Test
    @DisplayName("was killed from outside, or halted: no crash that is tried again")
    void wasEnded() {
        var killed = Died.with(137, false, Optional.empty(), "");
        var halted = Died.with(7, false, Optional.empty(), "");

        assertThat(killed.text()).startsWith("the JVM was killed by signal 9: ");
        assertThat(halted.text()).contains("exit code 7: Runtime.halt");
        assertThat(killed.isCrash() || halted.isCrash()).isFalse();
    }
}
