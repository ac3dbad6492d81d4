package robustnet.runner.watch;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.report.Style;

@DisplayName("The list of the keys")
class HelpTest {
    /// What only one of them names where the other describes it.
    private static final Set<String> ELSEWHERE = Set.of("?", "N", "arrows");

    @Test
    @DisplayName("has room on 80 by 24, and goes on below its own beginning where it has not")
    void hangs() {
        var lines = Help.lines(60);

        assertThat(Help.lines(80)).as("all of it on 80 by 24").hasSizeLessThanOrEqualTo(20);
        assertThat(lines).anyMatch(line -> line.startsWith("  q, Ctrl-C quit"));
        assertThat(lines).anyMatch(line -> line.startsWith("  / "));
        assertThat(lines).anyMatch(line -> line.matches(" {12}\\S.*"));
        assertThat(lines).allMatch(line -> line.length() <= 60);
    }

    @Test
    @DisplayName("is the same in the help, in the line of keys and on the page for learners")
    void agrees() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "for-learners.md"));
        var table = page.substring(page.indexOf("### The keys"));
        var onThePage =
                found("(?m)^\\| ([^|]+) \\|", table.substring(0, table.indexOf("\n\nSaving")))
                        .flatMap(cell -> found("`([^`]+)`", cell))
                        .filter(key -> !List.of("Home", "End").contains(key))
                        .collect(toCollection(TreeSet::new));
        var inTheHelp =
                found("(?m)^  ([^\\s,]+(?:, [^\\s,]+)?) ", String.join("\n", Help.lines(80)))
                        .flatMap(keys -> Stream.of(keys.split(", ")))
                        .collect(toCollection(TreeSet::new));
        onThePage.removeAll(ELSEWHERE);
        inTheHelp.removeAll(ELSEWHERE);

        assertThat(inTheHelp).as("the help, as the page has it").isEqualTo(onThePage);
        var line = KeyLine.of(80, Style.plain());
        assertThat(found("(\\S) \\w+", line))
                .as("the line of keys")
                .hasSizeGreaterThan(8)
                .allMatch(key -> key.equals("?") || onThePage.contains(key));
    }

    private static Stream<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(HelpTest::group);
    }

    private static String group(MatchResult result) {
        return result.group(1);
    }
}
