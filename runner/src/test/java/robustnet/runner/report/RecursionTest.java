package robustnet.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.TinyCourse;
import robustnet.runner.child.Failure.Frame;

@DisplayName("A stack that overflowed")
class RecursionTest {
    private static final Frame FIRST = new Frame("tiny.Loop", "first", "Loop.java", 10);
    private static final Frame SECOND = new Frame("tiny.Loop", "second", "Loop.java", 20);
    private static final Frame JDK = new Frame("java.util.List", "forEach", "List.java", 1);

    @Test
    @DisplayName("tells the circle of calls, outermost first, without the JDK's")
    void findsTheCircle(@TempDir Path folder) {
        var course = new TinyCourse(folder);
        course.write("01-tiny/src/main/java/tiny/Loop.java", "package tiny; class Loop {}");
        var own = new OwnFrames(course.read(), course.read().chapters().getFirst());

        assertThat(Recursion.in(repeated(SECOND, JDK, FIRST), own).orElseThrow().text())
                .isEqualTo("recursion without end: first → second → first");
        assertThat(Recursion.in(repeated(FIRST), own).orElseThrow().text())
                .isEqualTo("recursion without end: first → first");
        assertThat(Recursion.in(List.of(FIRST, SECOND, JDK), own)).isEmpty();
        assertThat(Recursion.in(repeated(JDK), own)).as("no frame of the learner's").isEmpty();
    }

    private static List<Frame> repeated(Frame... round) {
        return IntStream.range(0, 200).mapToObj(i -> round[i % round.length]).toList();
    }
}
