package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.child.TestResult;
import robustnet.runner.child.Verdict;
import robustnet.runner.screen.Key;

@DisplayName("The watch loop")
class WatchLoopTest extends LoopTest {
    @Test
    @DisplayName("says where to write before anything was written, and checks nothing")
    void welcomes() throws InterruptedException {
        rig.start("1.1");

        var scene = rig.sees("Write it in");

        assertThat(scene.phase()).isInstanceOf(Phase.Waiting.class);
        assertThat(rig.text(scene)).contains("01-tiny/src/main/java/tiny/One.java");
    }

    @Test
    @DisplayName("says which exercise of the chapter is still to be written first")
    void namesWhatItBuildsOn() throws InterruptedException {
        Tiny.save(
                folder.resolve("solutions/01-tiny/src/main/java/tiny/Two.java"),
                "class Two { One one; }");
        Tiny.save(rig.exercise("1.1").editFiles().getFirst(), "class One {} // TODO 1.1: count");
        rig.start("1.2");

        rig.sees("It builds on 1.1 One, which is not written yet.");

        Tiny.save(rig.exercise("1.1").editFiles().getFirst(), "class One {}");
        rig.presses("p");
        rig.sees("the first exercise", scene -> scene.exercise().id().equals("1.1"));
        rig.presses("n");
        var scene = rig.sees("the second one", s -> s.exercise().id().equals("1.2"));
        assertThat(rig.text(scene)).contains("Write it in").doesNotContain("builds on");
    }

    @Test
    @DisplayName("checks what was begun before as soon as it opens")
    void checksAtOnce() throws InterruptedException {
        rig.learner.begun.add(rig.exercise("1.1"));
        rig.start("1.1");

        rig.checking("1.1");

        rig.sees("checking …");
    }

    @Test
    @DisplayName("shows checking, each test as it ends, and then the report")
    void showsACheck() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        rig.sees("checking …  compiling");
        var listener = rig.checking("1.1");

        listener.running(rig.exercise("1.1").tests());
        rig.sees("checking …  ···");
        var test = rig.exercise("1.1").tests().get(1);
        listener.started(test);
        rig.sees("checking …  ···  test 2 of One holds (B2)");
        listener.finished(
                new TestResult(test, new Verdict.Passed(), java.time.Duration.ofMillis(1)));
        rig.sees("checking …  ·✓·");
        rig.answer(Tiny.result(rig.exercise("1.1"), 2));

        var scene = rig.sees("2 of 3 tests passed in 0.21 s");
        assertThat(rig.text(scene)).contains("✗ test 3 of One holds (B3)", "two bytes came");
        assertThat(scene.points()).as("best so far").isEqualTo(6);
    }

    @Test
    @DisplayName("keeps the last report readable until the new one is there")
    void keepsTheReport() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 2));
        rig.sees("2 of 3 tests");

        rig.saves("1.1");

        rig.checking("1.1").running(rig.exercise("1.1").tests());
        var scene = rig.sees("checking …  ···");
        assertThat(rig.text(scene)).contains("two bytes came");
    }

    @Test
    @DisplayName("cancels the check that runs when the file is saved again")
    void cancels() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        var first = rig.checking("1.1");

        rig.saves("1.1");
        rig.checking("1.1");
        first.running(rig.exercise("1.1").tests());
        rig.answer(Tiny.result(rig.exercise("1.1"), 1));

        var scene = rig.sees("a verdict", s -> s.phase() instanceof Phase.Checked);
        assertThat(rig.text(scene)).contains("1 of 3 tests passed");
    }

    @Test
    @DisplayName("celebrates a pass with the page's explanation, and does not move on by itself")
    void celebrates() throws InterruptedException {
        Tiny.save(
                folder.resolve("docs/01-tiny.md"),
                "# Tiny\n\n## 1.1 One\n\nText.\n\n**Why it works**\n\nIt *counts*.\n");
        rig.start("1.1");
        rig.saves("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));

        var scene = rig.sees("passed: 3 of 3 tests");

        assertThat(scene.exercise().id()).isEqualTo("1.1");
        assertThat(rig.text(scene))
                .contains("★ 1.1 passed: 10 of 10 points", "n: next 1.2 Two", "It counts.");
        rig.presses("n");
        rig.sees("1.2 Two");
    }

    @Test
    @DisplayName("offers to go where a file of another exercise was saved")
    void offersToGo() throws InterruptedException {
        rig.start("1.1");

        rig.saves("1.2");

        rig.sees("you saved Two.java (1.2); you are at 1.1: press g to go there");
        rig.checking("1.1");
        rig.presses("g");
        rig.sees("1.2 Two");
    }

    @Test
    @DisplayName("follows the learner who has passed and saves the next exercise")
    void follows() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));
        rig.sees("passed: 3 of 3 tests");
        rig.learner.begun.add(rig.exercise("1.2"));

        rig.saves("1.2");

        rig.sees("you saved Two.java, so this is 1.2 now");
    }

    @Test
    @DisplayName("says that a file is gone, and goes on when it is back")
    void survivesADeletedFile() throws InterruptedException, IOException {
        rig.start("1.1");
        var file = rig.exercise("1.1").editFiles().getFirst();
        Files.delete(file);
        rig.saves("1.1");

        rig.sees("One.java is missing");

        Tiny.save(file, "class One { }");
        rig.saves("1.1");
        rig.checking("1.1");
    }

    @Test
    @DisplayName("says so when the check itself fails, and checks the next save")
    void survivesABug() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        rig.answer(new IllegalStateException("bug"));

        rig.sees("The runner itself failed (IllegalStateException)");

        rig.saves("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));
        rig.sees("passed: 3 of 3 tests");
    }

    @Test
    @DisplayName("watches the chapter that the learner goes to")
    void watchesTheChapter() throws InterruptedException {
        rig.start("1.2");
        rig.sees("1.2 Two");

        rig.presses("n");

        rig.sees("2.1 Three");
        assertThat(
                        rig.watched.stream()
                                .map(
                                        p ->
                                                p.subpath(
                                                                folder.getNameCount(),
                                                                folder.getNameCount() + 1)
                                                        .toString()))
                .containsExactly("01-tiny", "02-tiny");
    }

    @Test
    @DisplayName("checks all that was begun, in order, and Esc ends that")
    void checksAll() throws InterruptedException {
        rig.learner.begun.add(rig.exercise("1.1"));
        rig.learner.begun.add(rig.exercise("2.1"));
        rig.start("1.2");

        rig.presses("a");
        rig.checking("1.1");
        rig.sees("checking all …  1 of 2: 1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));
        rig.checking("2.1");
        rig.sees("checking all …  2 of 2: 2.1");
        rig.presses(Key.Name.ESCAPE);

        var scene = rig.sees("cancelled after 1 of 2");
        assertThat(rig.text(scene)).as("what was there before").contains("Write it in");
    }

    @Test
    @DisplayName("ends at q, at Ctrl-C and at the end of the terminal, whatever lies over it")
    void ends() throws InterruptedException {
        rig.start("1.1");
        rig.presses("?");
        rig.sees("The keys");
        rig.presses(Key.Name.CTRL_C);

        rig.ends();
    }

    @Test
    @DisplayName("ends after the check that runs when the input has ended")
    void endsWithTheInput() throws InterruptedException {
        rig.start("1.1");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.inputEnds();
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));

        rig.ends();

        rig.sees("passed: 3 of 3 tests");
    }
}
