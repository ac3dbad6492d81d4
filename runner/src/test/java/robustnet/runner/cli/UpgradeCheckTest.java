package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;

@DisplayName("A newer course")
class UpgradeCheckTest {
    private static final String NEWER = TinyCourse.STUB.replace("return one", "return the one");

    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCheckout() throws IOException, InterruptedException {
        assumeTrue(git("--version"), "git is not installed");
        course = new TinyCourse(folder).write(".gitignore", ".learn/\n");
        learn = new Terminal(folder);
        git("init", "-q", "-b", "main");
        commit("the course");
    }

    @Test
    @DisplayName(
            "that changes the starter of a file that the learner changed is told of beforehand")
    void tellsBefore() throws IOException, InterruptedException {
        newer("origin", NEWER.replace("public final class", "/// Words.\npublic final class"));
        newer("words", TinyCourse.STUB.replace("package", "/// Words.\npackage"));
        newer("api", TinyCourse.STUB.replace("int one()", "int one(int n)"));

        assertThat(learn.run("upgrade-check", "origin")).as("nothing is changed").isZero();
        course.starter(TinyCourse.returning("7"));

        assertThat(learn.run("upgrade-check", "origin")).isEqualTo(1);
        assertThat(learn.out()).contains("One.java: the code in it changed", "git merge origin");
        learn.run("upgrade-check", "words");
        assertThat(learn.out()).contains("One.java: only comments changed");
        learn.run("upgrade-check", "api");
        assertThat(learn.out()).contains("its declarations changed");
        assertThat(learn.run("upgrade-check", "main")).isZero();
        assertThat(learn.out()).contains("has nothing that you have not");
        assertThat(learn.run("upgrade-check", "nowhere")).isEqualTo(2);
        assertThat(learn.run("upgrade-check")).as("a branch that follows none").isEqualTo(2);
    }

    @Test
    @DisplayName("brings its starter along, for files that were changed as well")
    void remembersAnew() throws IOException, InterruptedException {
        learn.run();
        newer("origin", NEWER);
        course.write("01-tiny/src/main/java/tiny/Mine.java", "package tiny;");
        commit("work");
        git("merge", "-q", "origin", "-m", "merge");

        learn.run("save", "x");
        assertThat(learn.out()).as("the starter is no work").contains("1 file");
        course.starter(TinyCourse.returning("7"));
        commit("more work");
        learn.run("reset", "1.1");

        assertThat(course.own()).hasContent(NEWER);
    }

    @Test
    @DisplayName("says of a file that was edited before the first ./learn that nobody knows")
    void knowsNoStarter(@TempDir Path newer) {
        var archive = new TinyCourse(folder.resolve("archive")).starter(TinyCourse.returning("7"));
        archive.write("solutions/pom.xml", "").write("01-tiny/src/main/java/tiny/Own.java", "");
        new TinyCourse(newer).write("01-tiny/src/main/java/tiny/Own.java", "class Own {}");

        learn = new Terminal(archive.root());
        assertThat(learn.run("upgrade-check", newer.toString())).isEqualTo(1);

        assertThat(learn.out())
                .contains(
                        "edited before ./learn saw its starter",
                        "Own.java:",
                        "yours; the newer course");
    }

    /// A branch on which the course has another starter.
    private void newer(String branch, String starter) throws IOException, InterruptedException {
        git("switch", "-q", "-c", branch);
        course.starter(starter).write("solutions/pom.xml", branch);
        commit("a newer course");
        git("switch", "-q", "main");
    }

    private void commit(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "-q", "-m", message);
    }

    private boolean git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
        command.addAll(List.of(arguments));
        try {
            var process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
