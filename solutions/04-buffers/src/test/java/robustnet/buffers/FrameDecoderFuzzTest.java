package robustnet.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameDecoderFuzzTest {
    @Test
    @DisplayName("what fuzzing has found is decoded as it should be, or rejected (F18)")
    void survivesTheKeptInputs() throws Exception {
        for (var input : inputs()) {
            var bytes = HexFormat.of().parseHex(input);
            assertThatCode(() -> FrameDecoderFuzz.fuzzerTestOneInput(bytes))
                    .as("the input %s", input)
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> inputs() throws Exception {
        try (var in = FrameDecoderFuzzTest.class.getResourceAsStream("fuzz-inputs.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
