package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The splitter of events and output")
class EventSplitterTest {
    private static final String STREAM =
            "hello\nTOKEN{1}\n, world\n\nTOKEN{2}\n\nTOK\nTOKEN{3}\nTO";

    @Test
    @DisplayName("puts the output together again exactly, however the stream is cut")
    void survivesAnyFragmentation() {
        var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            var output = new CappedOutput(1000);
            var events = new ArrayList<String>();
            var splitter =
                    new EventSplitter(
                            "TOKEN",
                            (b, from, n) -> output.write(Stream.OUT, b, from, n),
                            json -> events.add(new String(json, StandardCharsets.UTF_8)));

            for (int at = 0; at < bytes.length; at += size) {
                int n = Math.min(size, bytes.length - at);
                splitter.accept(Arrays.copyOfRange(bytes, at, at + n), n);
            }
            splitter.end();

            assertThat(events).as("pieces of " + size).isEqualTo(List.of("{1}", "{2}", "{3}"));
            assertThat(output.text().text())
                    .as("pieces of " + size)
                    .isEqualTo("hello, world\n\nTOKTO");
        }
    }

    @Test
    @DisplayName("takes a line without the token for output, also one that begins like it")
    void knowsOnlyTheToken() {
        var output = new CappedOutput(1000);
        var splitter =
                new EventSplitter(
                        "TOKEN",
                        (b, from, n) -> output.write(Stream.OUT, b, from, n),
                        _ -> {
                            throw new AssertionError("an event");
                        });

        var bytes = "\nTOKE{1}\n{2}\nxTOKEN{3}\nTOKE".getBytes(StandardCharsets.UTF_8);
        splitter.accept(bytes, bytes.length);
        splitter.end();

        assertThat(output.text().text()).isEqualTo("\nTOKE{1}\n{2}\nxTOKEN{3}\nTOKE");
    }
}
