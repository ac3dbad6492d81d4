package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a child prints")
class ChildOutputTest {
    private static final TestKey ONE = new TestKey("tiny.Tests", "one");
    private static final TestKey TWO = new TestKey("tiny.Tests", "two");

    private final ChildOutput output = new ChildOutput(100);

    @Test
    @DisplayName("counts for the test that ran, on each stream for itself")
    void tellsTestsApart() {
        print(Stream.OUT, "before\n");
        output.begins(Stream.OUT, ONE);
        print(Stream.OUT, "said\n");
        // Standard error is read later.
        output.ends(Stream.OUT);
        output.begins(Stream.OUT, TWO);
        print(Stream.OUT, "second\n");
        output.begins(Stream.ERR, ONE);
        print(Stream.ERR, "WARN 1\n\tat X\nhalf");
        output.ends(Stream.ERR);
        print(Stream.ERR, "between\n");

        assertThat(output.of(ONE).all().text()).isEqualTo("said\nWARN 1\n\tat X\nhalf");
        assertThat(output.of(ONE).standard().text()).isEqualTo("said\n");
        assertThat(output.of(ONE).logged()).as("lines, the unfinished one with them").isEqualTo(3);
        assertThat(output.of(TWO).all().text()).isEqualTo("second\n");
        assertThat(output.outside().all().text()).isEqualTo("before\nbetween\n");
        assertThat(output.whole().text()).startsWith("before\nsaid\nsecond\nWARN 1\n");
    }

    @Test
    @DisplayName("of one test leaves room for the others, and what has no room is counted")
    void boundsEachTest() {
        output.begins(Stream.OUT, ONE);
        print(Stream.OUT, "x".repeat(1_000));
        output.begins(Stream.OUT, TWO);
        print(Stream.OUT, "heard");

        assertThat(output.whole()).isEqualTo(new PrintedText("x".repeat(100), 905));
        assertThat(output.of(ONE).all()).isEqualTo(new PrintedText("x".repeat(50), 950));
        assertThat(output.of(TWO).all()).isEqualTo(new PrintedText("heard", 0));
    }

    @Test
    @DisplayName("by any number of tests has a bound")
    void boundsAll() {
        for (int i = 0; i < 1_000; i++) {
            output.begins(Stream.OUT, new TestKey("tiny.Tests", "test" + i));
            print(Stream.OUT, "x".repeat(25));
        }

        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            var part = output.of(new TestKey("tiny.Tests", "test" + i));
            assertThat(part.all().text().length() + part.all().omitted()).isEqualTo(25);
            kept += part.all().text().length() + part.standard().text().length();
        }
        assertThat(kept).isEqualTo(3_200);
    }

    @Test
    @DisplayName("keeps the lines of the two streams apart")
    void mendsLines() {
        // The line end of what is printed is read with what follows it.
        print(Stream.OUT, "said");
        print(Stream.ERR, "WARN\n");
        print(Stream.OUT, "\nsaid more\n");

        assertThat(output.whole().text()).isEqualTo("said\nWARN\nsaid more\n");
    }

    private void print(Stream stream, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(stream, bytes, 0, bytes.length);
    }
}
