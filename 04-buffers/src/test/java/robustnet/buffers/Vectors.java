package robustnet.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// The test vectors of the wire format; `vectors/README.md` beside them says what they mean.
final class Vectors {
    private Vectors() {}

    /// A frame, and how it is encoded.
    record Valid(String name, int type, long requestId, byte[] payload, byte[] frame) {
        static Valid parse(String[] fields) {
            return new Valid(
                    fields[0],
                    Integer.parseInt(fields[1]),
                    Long.parseUnsignedLong(fields[2]),
                    bytes(fields[3]),
                    bytes(fields[4]));
        }
    }

    /// A stream that is rejected, and why.
    record Invalid(String name, int goodFrames, String reason, byte[] stream) {
        static Invalid parse(String[] fields) {
            return new Invalid(fields[0], Integer.parseInt(fields[1]), fields[2], bytes(fields[3]));
        }

        @Override
        public String toString() {
            return name + ", because " + reason;
        }
    }

    static List<Valid> valid() throws IOException {
        return lines("vectors/valid.txt").stream().map(Valid::parse).toList();
    }

    static List<Invalid> invalid() throws IOException {
        return lines("vectors/invalid.txt").stream().map(Invalid::parse).toList();
    }

    private static List<String[]> lines(String file) throws IOException {
        try (var in = Objects.requireNonNull(Vectors.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(";"))
                    .toList();
        }
    }

    private static byte[] bytes(String field) {
        return field.equals("-") ? new byte[0] : HexFormat.of().parseHex(field);
    }
}
