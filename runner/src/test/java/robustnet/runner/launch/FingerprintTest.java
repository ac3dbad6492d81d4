package robustnet.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
    @TempDir Path root;

    @BeforeEach
    void aCourse() throws IOException {
        write("pom.xml", "<project/>");
        write("runner/pom.xml", "<project/>");
        write("runner/src/main/java/A.java", "class A {}");
        write("runner/src/main/java/B.java", "class B {}");
        write("runner/src/test/java/ATest.java", "class ATest {}");
        write("testkit/pom.xml", "<project/>");
        write("testkit/src/main/java/Kit.java", "class Kit {}");
        write("01-basics/src/main/java/Frames.java", "class Frames {}");
    }

    @Test
    @DisplayName("a runner that was never built is stale")
    void neverBuilt() throws IOException {
        assertThat(stale()).isTrue();
    }

    @Test
    @DisplayName("a runner that was just built is not stale, nor is it on the next start")
    void justBuilt() throws IOException {
        built();

        assertThat(stale()).isFalse();
    }

    @Test
    @DisplayName("a change of a source or a pom makes it stale, wherever it is")
    void changes() throws IOException {
        for (var file :
                new String[] {
                    "pom.xml",
                    "runner/pom.xml",
                    "testkit/pom.xml",
                    "runner/src/main/java/B.java",
                    "testkit/src/main/java/Kit.java",
                    "runner/src/main/java/New.java"
                }) {
            built();
            write(file, "changed");
            assertThat(stale()).as("after a change of %s", file).isTrue();
        }
    }

    @Test
    @DisplayName("a deleted source makes it stale")
    void deletion() throws IOException {
        built();

        Files.delete(root.resolve("runner/src/main/java/B.java"));

        assertThat(stale()).isTrue();
    }

    @Test
    @DisplayName("bytes that move from one file to the next make it stale")
    void movedBytes() throws IOException {
        built();

        write("runner/src/main/java/A.java", "class A {}class B {}");
        write("runner/src/main/java/B.java", "");

        assertThat(stale()).isTrue();
    }

    @Test
    @DisplayName(
            "only a runner that the launcher started, and did not just build, asks for a build")
    void whoAsks() {
        assertThat(Fingerprint.asksForBuild(null, Map.of())).isFalse();
        assertThat(Fingerprint.asksForBuild(root.toString(), Map.of())).isTrue();
        assertThat(Fingerprint.asksForBuild(root.toString(), Map.of("LEARN_BUILT", "1"))).isFalse();
        assertThat(Fingerprint.asksForBuild(root.toString(), Map.of())).isFalse();
    }

    @Test
    @DisplayName("a folder without the runner's sources asks for no build, which could not help")
    void nothingToBuild(@TempDir Path elsewhere) {
        assertThat(Fingerprint.asksForBuild(elsewhere.toString(), Map.of())).isFalse();
    }

    @Test
    @DisplayName("a learner's work, a test or a newer date do not make it stale")
    void whatDoesNotMatter() throws IOException {
        built();

        write("01-basics/src/main/java/Frames.java", "class Frames { int done; }");
        write("runner/src/test/java/ATest.java", "class ATest { int x; }");
        Files.setLastModifiedTime(
                root.resolve("pom.xml"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));

        assertThat(stale()).isFalse();
    }

    private boolean stale() throws IOException {
        return new Fingerprint(root).isStale(false);
    }

    private void built() throws IOException {
        assertThat(new Fingerprint(root).isStale(true)).isFalse();
    }

    private void write(String file, String text) throws IOException {
        var path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
