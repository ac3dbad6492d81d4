package robustnet.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;

@DisplayName("The verbs that change the learner's files")
class WorkVerbsTest {
    private static final String MAIN = "01-tiny/src/main/java/tiny/";

    @TempDir private Path folder;
    private TinyCourse course;
    private Terminal learn;

    @BeforeEach
    void makeCourse() {
        course =
                new TinyCourse(folder)
                        .write(MAIN + "Given.java", "package tiny;\n")
                        .write("solutions/" + MAIN + "Given.java", "package tiny;\n")
                        .write("solutions/" + MAIN + "One.java", uses("Helper.ONE"))
                        .write("solutions/" + MAIN + "Helper.java", "package tiny;\n")
                        .write("02-more/src/main/java/more/Two.java", stub("2.1", "Two"))
                        .write("solutions/02-more/src/main/java/more/Two.java", "package more;\n")
                        .write("02-more/src/test/java/more/TwoTest.java", test("2.1", "Two"))
                        .write("02-more/src/main/java/more/Three.java", stub("2.2", "Three"))
                        .write("solutions/02-more/src/main/java/more/Three.java", "package more;\n")
                        .write("02-more/src/test/java/more/ThreeTest.java", test("2.2", "Three"));
        learn = new Terminal(folder);
        learn.run();
    }

    @Test
    @DisplayName("save and restore bring every byte back, own files and deleted ones too")
    void savesAndRestores() throws IOException {
        var odd = "\ufeffpackage tiny;\r\nclass One {}\r\n\0".getBytes(StandardCharsets.UTF_16LE);
        Files.write(course.own(), odd);
        course.write(MAIN + "Mine.java", "mine").write("01-tiny/src/main/resources/a.txt", "a");
        Files.delete(file(MAIN + "Given.java"));

        assertThat(learn.run("save", "one")).isZero();
        assertThat(learn.out()).contains("Saved one: 3 files", "./learn restore one");

        course.starter("changed").write(MAIN + "Later.java", "later");
        course.write(MAIN + "Given.java", "package tiny; // edited\n");
        course.write("02-more/src/main/java/more/Two.java", "written");
        Files.delete(file(MAIN + "Mine.java"));
        learn.run("restore", "one");

        assertThat(course.own()).hasBinaryContent(odd);
        assertThat(file(MAIN + "Mine.java")).hasContent("mine");
        assertThat(file("01-tiny/src/main/resources/a.txt")).hasContent("a");
        assertThat(file(MAIN + "Given.java")).as("was deleted then").doesNotExist();
        assertThat(file(MAIN + "Later.java")).as("was not there then").doesNotExist();
        assertThat(file("02-more/src/main/java/more/Two.java"))
                .as("was the starter then")
                .hasContent(stub("2.1", "Two"));
        assertThat(learn.out()).contains("removed  " + MAIN + "Later.java", "kept in .learn");

        learn.run("undo");
        assertThat(course.own()).hasContent("changed");
        assertThat(file(MAIN + "Later.java")).hasContent("later");
        assertThat(file(MAIN + "Mine.java")).doesNotExist();
    }

    @Test
    @DisplayName("save takes no name twice unless forced, and keeps the older one then")
    void namesSaves() {
        course.starter("first");
        learn.run("save", "one");

        course.starter("second");
        assertThat(learn.run("save", "one")).isEqualTo(2);
        assertThat(learn.err()).contains("There is a save \"one\" already", "--force");
        assertThat(learn.run("save", "one", "--force")).isZero();

        learn.run("restore", "one.old-1");
        assertThat(course.own()).hasContent("first");
        learn.run("restore", "one");
        assertThat(course.own()).hasContent("second");

        for (var bad : new String[] {"../x", "a b", ".x", "x.", "nul", ""}) {
            assertThat(learn.run("save", bad)).as(bad).isEqualTo(2);
            assertThat(learn.err()).contains("no name for a save");
        }
        assertThat(learn.run("save")).as("the time is a name").isZero();
        learn.run("save", "--list");
        assertThat(learn.out().lines()).hasSize(3).allMatch(line -> line.endsWith("1 file"));
    }

    @Test
    @DisplayName("restore says what there is to restore")
    void listsSaves() {
        assertThat(learn.run("restore")).isZero();
        assertThat(learn.out()).contains("Nothing is saved yet");
        assertThat(learn.run("restore", "x")).isEqualTo(2);

        learn.run("save", "lunch");
        assertThat(learn.run("restore", "lnch")).isEqualTo(2);
        assertThat(learn.err()).contains("Did you mean lunch?");
    }

    @Test
    @DisplayName("start puts the reference in the chapters before, keeps yours and earns nothing")
    void starts() {
        course.starter("mine").write(MAIN + "Mine.java", "mine");
        course.write("02-more/src/main/java/more/Two.java", stub("2.1", "Two") + "// begun");
        learn.run("goto", "2.2");

        assertThat(learn.run("start", "02")).isZero();

        assertThat(learn.out()).contains("Chapter 01 is the reference now", "Next: 2.1");
        assertThat(course.own()).hasContent(uses("Helper.ONE"));
        assertThat(file(MAIN + "Helper.java")).exists();
        assertThat(file(MAIN + "Mine.java")).as("kept aside").doesNotExist();
        assertThat(file("02-more/src/main/java/more/Two.java")).content().contains("// begun");
        learn.run("list");
        assertThat(learn.out()).contains("0 of 10 points, the reference's code", "→ 2.1");

        learn.run("undo");
        assertThat(course.own()).hasContent("mine");
        assertThat(file(MAIN + "Mine.java")).hasContent("mine");
        assertThat(file(MAIN + "Helper.java")).doesNotExist();
        learn.run();
        assertThat(learn.out()).as("where the learner stood").contains("Next: 2.2");

        course.write("02-more/src/main/java/more/Three.java", "package more;\n");
        learn.run("start", "02");
        assertThat(learn.out())
                .as("what an earlier start left here")
                .contains("the reference stands, too: 2.2. ./learn reset 2.2 puts");

        assertThat(learn.run("start", "2.2")).isEqualTo(2);
        assertThat(learn.err()).contains("./learn start 02, then ./learn goto 2.2");
    }

    @Test
    @DisplayName("solution --apply takes the reference with its helpers, after a pass or anyway")
    void applies() {
        course.starter("mine");
        assertThat(learn.run("solution", "1.1", "--apply")).isEqualTo(1);
        assertThat(course.own()).hasContent("mine");

        assertThat(learn.run("solution", "1.1", "--apply", "--anyway")).isZero();
        assertThat(course.own()).hasContent(uses("Helper.ONE"));
        assertThat(file(MAIN + "Helper.java")).exists();
        learn.run("solution", "1.1", "--apply", "--anyway");
        assertThat(learn.out()).contains("the reference already");

        learn.run("undo");
        assertThat(course.own()).hasContent("mine");
        assertThat(file(MAIN + "Helper.java")).doesNotExist();
    }

    @Test
    @DisplayName(
            "solution --apply brings along what another exercise's reference has and yours not")
    void appliesWhatIsNeeded() {
        course.write("solutions/02-more/src/main/java/more/Three.java", "// uses Two.twice");
        course.write("solutions/02-more/src/main/java/more/Two.java", "// has twice");

        learn.run("solution", "2.2", "--apply", "--anyway");

        assertThat(learn.out()).contains("2.1 came along: the reference of 2.2 needs it.");
        assertThat(file("02-more/src/main/java/more/Two.java")).hasContent("// has twice");
    }

    @Test
    @DisplayName("goto is where ./learn and check stand until that exercise is done")
    void goesTo() {
        course.starter("begun");

        learn.run("goto", "2.1");
        learn.run();
        assertThat(learn.out()).contains("Next: 2.1");
        learn.run("goto", "next");
        assertThat(learn.out()).contains("Next: 2.2");
        assertThat(learn.run("goto", "next")).isEqualTo(2);
        learn.run("goto", "previous");
        assertThat(learn.out()).contains("Next: 2.1");

        course.write(".learn/state.txt", "version = 1\nat = 2.1 2025-01-01T00:00:00Z\n" + PASSED);
        course.write("02-more/src/main/java/more/Two.java", "package more;");
        learn.run();
        assertThat(learn.out()).as("done, and on from there").contains("Next: 2.2");
        course.write(".learn/state.txt", "version = 1\nat = 7.9 2025-01-01T00:00:00Z\n");
        assertThat(learn.run()).as("an exercise that is gone").isZero();
    }

    private static final String PASSED = "best 2.1 = 5 passed 2025-01-02T00:00:00Z\n";

    @Test
    @DisplayName("line ends and a byte order mark are no work")
    void ignoresLineEnds() {
        course.starter("\ufeff" + TinyCourse.STUB.replace("\n", "\r\n"));

        learn.run("save", "none");
        assertThat(learn.out()).contains("nothing but untouched starters");
        learn.run("reset", "1.1");
        assertThat(learn.out()).contains("is the starter already");
    }

    @Test
    @DisplayName("a starter that was damaged is unknown, and stops nothing else")
    void livesWithADamagedStarter() throws IOException {
        Files.write(file(".learn/starters/" + MAIN + "One.java"), new byte[] {-1, -2});

        assertThat(learn.run("list")).isZero();
        assertThat(learn.run("reset", "1.1")).isEqualTo(2);
        assertThat(learn.err()).contains("No untouched copy");
    }

    @Test
    @DisplayName("a symbolic link among the sources is refused, and what it leads to left alone")
    void refusesLinks(@TempDir Path outside) throws IOException {
        var precious = Files.writeString(outside.resolve("Precious.java"), "precious");
        try {
            Files.createSymbolicLink(file(MAIN + "linked"), outside);
        } catch (IOException | UnsupportedOperationException e) {
            abort("symbolic links need a right here: " + e);
        }

        for (var command : new String[][] {{"save", "x"}, {"start", "02"}}) {
            assertThat(learn.run(command)).isEqualTo(2);
            assertThat(learn.err()).contains(MAIN + "linked is a symbolic link");
        }
        assertThat(learn.run("list")).as("all else goes on").isZero();
        assertThat(precious).hasContent("precious");
    }

    @Test
    @DisplayName("a save of an older course says which starters have changed since")
    void tellsOfChangedStarters() throws IOException {
        course.starter("mine");
        learn.run("save", "old");
        var newer = new TinyCourse(Files.createDirectory(folder.resolve("newer")));
        newer.starter(TinyCourse.STUB.replace("return one", "return the one"));
        newer.write(".learn/saves/old/manifest.txt", content(".learn/saves/old/manifest.txt"));
        newer.write(".learn/saves/old/" + MAIN + "One.java", "mine");
        var there = new Terminal(newer.root());

        assertThat(learn.run("upgrade-check", newer.root().toString())).isEqualTo(1);
        assertThat(learn.out()).contains(MAIN + "One.java: the code in it changed", "copy .learn");
        assertThat(there.run("restore", "old")).isZero();

        assertThat(there.out()).contains("has changed since it was saved");
        assertThat(newer.own()).hasContent("mine");
    }

    private Path file(String path) {
        return folder.resolve(path);
    }

    private String content(String path) throws IOException {
        return Files.readString(file(path));
    }

    private static String uses(String helper) {
        return "package tiny;\n// " + helper + "\n";
    }

    private static String stub(String id, String name) {
        return "package more;\nfinal class %s {} // TODO %s\n".formatted(name, id);
    }

    private static String test(String id, String name) {
        return """
                package more;
                import robustnet.testkit.Exercise;
                @Exercise(id = "%1$s", title = "%2$s", level = 1, minutes = 5, edit = %2$s.class)
                class %2$sTest {
                    @org.junit.jupiter.api.Test void test() {}
                }
                """
                .formatted(id, name);
    }
}
