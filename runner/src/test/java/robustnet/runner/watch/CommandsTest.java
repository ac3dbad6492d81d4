package robustnet.runner.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.screen.Key;

@DisplayName("The keys of watch mode")
class CommandsTest extends LoopTest {
    private static final String PAGE =
            """
            # Tiny

            ## 1.1 One

            What it is.

            <details><summary>Hint 1: nudge</summary>

            Count.

            </details>
            <details><summary>Hint 2: concept</summary>

            Count to one.

            </details>
            """;

    @BeforeEach
    void start() throws InterruptedException {
        Tiny.save(folder.resolve("docs/01-tiny.md"), PAGE);
        Tiny.save(
                folder.resolve("solutions/01-tiny/src/main/java/tiny/One.java"),
                "class One { int one; }");
        rig.start("1.1");
        rig.sees("Write it in");
    }

    @Test
    @DisplayName("Enter checks without a save")
    void checks() throws InterruptedException {
        rig.presses(Key.Name.ENTER);

        rig.checking("1.1");
    }

    @Test
    @DisplayName("n and p walk through the course and stop at its ends")
    void walks() throws InterruptedException {
        rig.presses("p");
        rig.sees("This is the first exercise.");
        rig.presses("nn");
        rig.sees("2.1 Three");
        rig.presses("n");
        rig.sees("This is the last exercise.");
        rig.presses("p");
        rig.sees("1.2 Two");
        assertThat(rig.learner.did).containsExactly("at 1.2", "at 2.1", "at 1.2");
    }

    @Test
    @DisplayName("l filters the list and jumps")
    void jumps() throws InterruptedException {
        rig.presses("l");
        rig.sees("Exercises");
        rig.presses("three");
        rig.presses(Key.Name.ENTER);

        rig.sees("02-tiny/src/main/java/tiny/Three.java");
    }

    @Test
    @DisplayName("h shows the hints taken before, and only h once more takes the next")
    void hints() throws InterruptedException {
        rig.presses("h");
        rig.sees("Count.");
        rig.presses(Key.Name.ESCAPE);
        rig.sees("Write it in");
        rig.presses("h");
        rig.sees("h shows hint 2 of 2.");
        assertThat(rig.learner.hintsShown(rig.exercise("1.1"))).as("none more yet").isEqualTo(1);
        rig.presses("h");
        rig.sees("Count to one.");
        assertThat(rig.learner.hintsShown(rig.exercise("1.1"))).isEqualTo(2);
    }

    @Test
    @DisplayName("d opens the page, and a save closes it")
    void opensThePage() throws InterruptedException {
        rig.presses("d");
        rig.sees("What it is.");

        rig.saves("1.1");

        rig.sees("a report", scene -> scene.over().isEmpty());
    }

    @Test
    @DisplayName("keys of the screen below leave a page and act; in the list they are letters")
    void goesThroughPages() throws InterruptedException {
        rig.presses("d");
        rig.sees("What it is.");
        rig.presses("d");
        rig.presses("h");
        rig.sees("Hint 1 of 2");
        rig.presses("n");
        rig.sees("1.2 Two");
        rig.presses("p");
        rig.sees("1.1 One");
        rig.presses("d/is");
        rig.sees("/is");
        rig.presses(Key.Name.ENTER);
        rig.presses("n");
        rig.sees("n N  next");
        rig.presses("r");
        rig.sees("reset 1.1 to the starter?");
        rig.presses("xlpr");
        rig.sees("filter: pr");
    }

    @Test
    @DisplayName("d tells why it works after the pass only")
    void holdsBack() throws InterruptedException {
        Tiny.save(
                folder.resolve("docs/01-tiny.md"),
                "# Tiny\n\n## 1.1 One\n\nText.\n\n**Why it works**\n\nIt counts.\n");
        rig.presses("d");
        rig.sees("Why it works: after you have passed.");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.answer(Tiny.result(rig.exercise("1.1"), 3));
        rig.sees("It counts.");
        rig.presses("?d");
        rig.sees(
                "the page, whole",
                scene -> scene.over().isPresent() && rig.text(scene).contains("It counts."));
    }

    @Test
    @DisplayName("s asks once more before the pass, and any other key drops the question")
    void guardsTheSolution() throws InterruptedException {
        rig.presses("s");
        rig.sees("press s again");
        rig.presses(Key.Name.ESCAPE);
        rig.sees("no question", scene -> scene.note().isEmpty());
        rig.presses("ss");
        rig.sees("class One { int one; }");
    }

    @Test
    @DisplayName("r resets after y only, and u takes it back")
    void resets() throws InterruptedException {
        rig.presses("r");
        rig.sees("reset 1.1 to the starter? y resets");
        rig.presses("x");
        rig.sees("no question", scene -> scene.note().isEmpty());
        rig.presses("ry");
        rig.saves("1.1");
        rig.checking("1.1");
        rig.sees("1.1 is the starter again");
        rig.presses("u");
        rig.sees("take back: reset 1.1? y does");
        rig.presses("y");
        rig.sees("undone");
        assertThat(rig.learner.did).containsExactly("reset 1.1", "undo");
    }

    @Test
    @DisplayName("a typed line that is no command is no yes, and is answered")
    void answersLines() throws InterruptedException {
        rig.presses("r");
        rig.sees("reset 1.1 to the starter? y resets");
        rig.types("what?");
        rig.sees("\"what?\" is not known here");
        rig.types("yes");
        rig.sees("There is no question to say yes to.");
        rig.types("go");
        rig.sees("You have saved no other exercise's file.");
        assertThat(rig.learner.did).isEmpty();
        rig.types("reset");
        rig.types("y");
        rig.sees("1.1 is the starter again");
    }

    @Test
    @DisplayName("what cannot be done is said, and nothing else happens")
    void saysWhatCannotBeDone() throws InterruptedException {
        rig.presses("nh");
        rig.sees("There are no hints yet.");
        rig.presses("d");
        rig.sees("The book has no page on this yet.");
        rig.presses("a");
        rig.sees("You have not begun any exercise yet.");
    }
}
