package robustnet.platform.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;
import robustnet.platform.KeepAlive;
import robustnet.testkit.docker.Docker;

/// Keep-alive as the kernel sees it: `ss -tno` shows the timer of a connection. In a container,
/// because `ss` is part of Linux, and is not installed everywhere.
@DisplayName("keep-alive as ss shows it")
@Timeout(120)
class SsTest {
    private static List<String> lines;

    @BeforeAll
    static void run() throws IOException {
        Docker.assume("eclipse-temurin:25-jre");
        var image =
                new ImageFromDockerfile("robustnet-interop-ss", false)
                        .withFileFromTransferable("Dockerfile", Transferable.of(dockerfile()));
        try (var container = new GenericContainer<>(image)) {
            container
                    .withNetworkMode("none") // its own loopback is all that it needs
                    .withCopyFileToContainer(classesOf(KeepAlive.class), "/main")
                    .withCopyFileToContainer(classesOf(KeptConnection.class), "/test")
                    .withCommand("java", "-cp", "/main:/test", KeptConnection.class.getName())
                    .withStartupCheckStrategy(
                            new OneShotStartupCheckStrategy().withTimeout(Duration.ofSeconds(60)))
                    .start();
            lines = container.getLogs().lines().toList();
        }
    }

    private static String dockerfile() throws IOException {
        try (var in = SsTest.class.getResourceAsStream("ss.dockerfile")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static MountableFile classesOf(Class<?> type) {
        try {
            var location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            return MountableFile.forHostPath(Path.of(location));
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("on Linux all four options are applied")
    void appliesAll() {
        assertThat(lines)
                .as("what the program in the container has printed")
                .contains(
                        "report: SO_KEEPALIVE=true, TCP_KEEPIDLE=90, TCP_KEEPINTERVAL=7,"
                                + " TCP_KEEPCOUNT=4");
    }

    @Test
    @DisplayName(
            "the kernel counts down 90 s to the first probe, where keep-alive was applied (X2)")
    void showsTheTimer() {
        assertThat(section("sockets before:", "dport"))
                .as("the client's socket, as ss -tno shows it")
                .containsPattern("timer:\\(keepalive,(1min2\\d|89)");
        assertThat(section("sockets after:", "sport"))
                .as("the accepted socket, once keep-alive was applied to it as well")
                .containsPattern("timer:\\(keepalive,(1min2\\d|89)");
    }

    @Test
    @DisplayName("the accepted socket has no such timer until keep-alive is applied to it (X2)")
    void showsNoTimerBefore() {
        assertThat(section("sockets before:", "sport"))
                .as("the accepted socket, before")
                .startsWith("sport: ")
                .doesNotContain("keepalive");
    }

    private static String section(String title, String side) {
        return lines.stream()
                .dropWhile(line -> !line.equals(title))
                .filter(line -> line.startsWith(side))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + side + " in " + lines));
    }
}
