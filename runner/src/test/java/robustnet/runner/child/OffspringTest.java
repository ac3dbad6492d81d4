package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayName("What a child has started")
@EnabledOnOs(OS.LINUX)
class OffspringTest {
    @Test
    @DisplayName("is found and killed, though the one who started it has ended")
    void endsOrphans() throws Exception {
        var command = new ProcessBuilder("sh", "-c", "sleep 97 > /dev/null 2>&1 &");
        var offspring = Offspring.of(command);
        var parent = command.start();
        assertThat(parent.waitFor(10, TimeUnit.SECONDS)).as("the parent has ended").isTrue();

        // Not at once: where it becomes another program it has no environment for a moment.
        await("the orphan is found").until(() -> offspring.living().size() == 1);

        offspring.end();

        await("it has ended").until(() -> offspring.living().isEmpty());
    }
}
