package robustnet.testkit.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The look whether there is Docker")
class DockerTest {
    private static final String IMAGE = "debian:bookworm-slim";

    @Test
    @DisplayName("says so where there is no docker command, or no engine behind it")
    void missesTheEngine() {
        assertThat(Docker.by(List.of("no-such-command-" + System.nanoTime())).missing(IMAGE))
                .as("no command")
                .contains("no Docker engine answers");
        assertThat(dockerThatFails("version").missing(IMAGE))
                .as("no engine")
                .contains("no Docker engine answers");
    }

    @Test
    @DisplayName("says so where neither the engine nor a registry has the image")
    void missesTheImage() {
        assertThat(dockerThatFails("image", "manifest").missing(IMAGE).orElse("nothing"))
                .contains(IMAGE, "registry");
    }

    @Test
    @DisplayName("is content with an image that is here, or that a registry has")
    void findsTheImage() {
        assertThat(dockerThatFails("manifest").missing(IMAGE)).as("here").isEmpty();
        assertThat(dockerThatFails("image").missing(IMAGE)).as("to be fetched").isEmpty();
    }

    /// A command that fails if its first argument is one of these words.
    private static Docker dockerThatFails(String... words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Ddocker.fails=" + String.join(" ", words)));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), FakeDocker.class.getName()));
        return Docker.by(command);
    }

    static final class FakeDocker {
        private FakeDocker() {}

        /// @param arguments what docker is asked
        public static void main(String[] arguments) {
            var fails = List.of(System.getProperty("docker.fails").split(" "));
            System.exit(fails.contains(arguments[0]) ? 1 : 0);
        }
    }
}
