package robustnet.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher under test is a shell script")
class LauncherTest {
    @TempDir Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void aCourse() throws IOException {
        sandbox = new Sandbox(folder.resolve("a course, für alle"));
    }

    @Test
    @DisplayName("among several JDKs it takes one that is 25 or newer and has a compiler")
    void severalJdks() throws Exception {
        sandbox.jdk("home/.jdks/a-17", "17.0.15", true);
        sandbox.jdk("home/.jdks/b-25-without-compiler", "25.0.1", false);
        sandbox.jdk("home/.jdks/c-27", "27-ea", true);
        var good = sandbox.jdk("home/.jdks/d-25", "25.0.3", true);
        sandbox.env("JAVA_HOME", sandbox.folder().resolve("home/.jdks/a-17").toString());

        var run = sandbox.learn("list");

        assertThat(run.out()).as("the JDK that the runner ran on").contains("jdk=" + good);
        assertThat(sandbox.read("course/.learn/jdk")).isEqualToIgnoringNewLines(good.toString());
    }

    @Test
    @DisplayName("JAVA_HOME goes before what was remembered and what is on the PATH")
    void javaHomeFirst() throws Exception {
        sandbox.jdk("home/.jdks/found", "25.0.3", true);
        sandbox.learn("list");
        var asked = sandbox.jdk("elsewhere", "26", true);
        sandbox.env("JAVA_HOME", asked.toString());

        assertThat(sandbox.learn("list").out()).contains("jdk=" + asked);
    }

    @Test
    @DisplayName("a remembered JDK that is gone is searched anew")
    void rememberedJdkIsGone() throws Exception {
        var old = sandbox.jdk("home/.jdks/old", "25", true);
        sandbox.learn("list");
        Files.move(old, old.resolveSibling("renamed"));

        var run = sandbox.learn("list");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("renamed");
    }

    @Test
    @DisplayName("without a JDK 25 it says what is missing and how to get it, and ends with 2")
    void noJdk() throws Exception {
        sandbox.jdk("home/.jdks/a-17", "17.0.15", true);

        var run = sandbox.learn("list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("JDK 25", "Linux", "macOS", "Windows")
                .doesNotContain("a-17");
    }

    @Test
    @DisplayName("it builds at the first start only, and says so on standard error")
    void buildsOnce() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);

        var first = sandbox.learn("list");
        var second = sandbox.learn("list");

        assertThat(first.err()).contains("Building the course's tools");
        assertThat(first.out()).contains("args=list").doesNotContain("Building");
        assertThat(second.err()).isEmpty();
        assertThat(sandbox.builds()).as("calls of Maven").isEqualTo(1);
    }

    @Test
    @DisplayName("a runner that says it is stale is built anew, once")
    void rebuildsOnce() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        sandbox.learn("list");
        sandbox.env("FAKE_CODE", "75");

        var run = sandbox.learn("list");

        assertThat(sandbox.builds()).as("calls of Maven").isEqualTo(2);
        assertThat(run.code()).as("the second start's code is final").isEqualTo(75);
    }

    @Test
    @DisplayName("the runner's exit code and arguments pass through unchanged")
    void passesThrough() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        sandbox.env("FAKE_CODE", "1");

        var run = sandbox.learn("check", "a b", "*", "");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("args=check|a b|*||");
        assertThat(run.out())
                .contains("-Dlearn.root=" + sandbox.folder().resolve("course").toRealPath());
    }

    @Test
    @DisplayName("it works through a symbolic link and from another folder")
    void symbolicLink() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        var link = sandbox.folder().resolve("home/my learn");
        Files.createSymbolicLink(link, Path.of("../course/learn"));

        var run = sandbox.start(sandbox.folder().resolve("home"), link.toString(), "list");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("-Dlearn.root=" + sandbox.folder().resolve("course").toRealPath());
    }

    @Test
    @DisplayName("without Maven it says so and ends with 2")
    void noMaven() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        Files.delete(sandbox.folder().resolve("bin/mvn"));

        var run = sandbox.learn("list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Maven is missing").hasLineCount(1);
    }

    @Test
    @DisplayName("a first build without a network says so and ends with 2")
    void offline() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        sandbox.env(
                "FAKE_MVN",
                "[ERROR] Could not transfer artifact a:b:jar:1 from/to central: Unknown host");

        var run = sandbox.learn("list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("could not download").doesNotContain("[ERROR]");
    }

    @Test
    @DisplayName("a build that fails otherwise shows the last lines and where the rest is")
    void brokenBuild() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        sandbox.env("FAKE_MVN", "[ERROR] Main.java:[3,1] class expected");

        var run = sandbox.learn("list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("could not be built", "Main.java:[3,1]", ".learn/build.log");
        assertThat(run.out()).as("the runner is not started").isEmpty();
    }

    @Test
    @DisplayName("a folder that cannot be written to is said so, with exit code 2")
    void readOnly() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);
        // Permissions do not stop root; a file where the folder should be stops everyone.
        Files.writeString(sandbox.folder().resolve("course/.learn"), "");

        var run = sandbox.learn("list");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be written to").hasLineCount(1);
    }

    @Test
    @DisplayName("--jdk prints the JDK's folder for scripts and builds nothing")
    void printsTheJdk() throws Exception {
        var jdk = sandbox.jdk("home/.jdks/25", "25", true);

        var run = sandbox.learn("--jdk");

        assertThat(run.out()).isEqualToIgnoringNewLines(jdk.toString());
        assertThat(sandbox.builds()).isZero();
    }

    @Test
    @DisplayName("where no locale is set the runner gets UTF-8, where C is asked for ASCII")
    void locales() throws Exception {
        sandbox.jdk("home/.jdks/25", "25", true);

        assertThat(sandbox.learn("list").out()).contains("lc=C.UTF-8").doesNotContain("US-ASCII");
        sandbox.env("LC_ALL", "C");
        assertThat(sandbox.learn("list").out())
                .contains("lc=C.UTF-8", "-Dstdout.encoding=US-ASCII");
        sandbox.env("LC_ALL", "de_DE.ISO-8859-1");
        assertThat(sandbox.learn("list").out())
                .contains("lc=de_DE.ISO-8859-1")
                .doesNotContain("US-ASCII");
    }
}
