package robustnet.testkit.docker;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Looks, before Testcontainers does, whether a container can be had: an engine that answers, and
/// an image that is there or can be fetched. Testcontainers itself would wait minutes for an image
/// that no registry hands out; this takes seconds.
///
/// Safe for use by many threads.
public final class Docker {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> command;

    private Docker(List<String> command) {
        this.command = command;
    }

    /// Aborts the test, with the reason, unless `image` can be run here.
    ///
    /// @param image with its tag: `debian:bookworm-slim`
    public static void assume(String image) {
        var missing = by(List.of("docker")).missing(image);
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElseThrow());
    }

    /// Asks through this command line.
    static Docker by(List<String> command) {
        return new Docker(command);
    }

    /// What is missing to run `image`; empty if nothing is.
    Optional<String> missing(String image) {
        if (!succeeds("version", "--format", "{{.Server.Version}}")) {
            return Optional.of("no Docker engine answers");
        }
        if (succeeds("image", "inspect", image) || succeeds("manifest", "inspect", image)) {
            return Optional.empty();
        }
        return Optional.of("the image " + image + " is not here, and no registry has it for us");
    }

    private boolean succeeds(String... arguments) {
        try {
            var process =
                    new ProcessBuilder(
                                    Stream.concat(command.stream(), Stream.of(arguments)).toList())
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start();
            try {
                process.getOutputStream().close();
                return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            return false; // there is no such command
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
