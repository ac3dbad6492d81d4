package robustnet.buffers;

import java.util.List;
import java.util.stream.IntStream;

/// Frames to be decoded, one after the other, and what [Received#lines()] shows for them.
final class Sample {
    private static final int[] LENGTHS = {0, 1, 3, 0, 19, 20, 21, 300, 2, 0, 500, 4_500};

    static final byte[] PING = Wire.frame(4, 7, new byte[0]);
    static final byte[] FIVE = Wire.frame(1, 5, Wire.pattern(5));
    static final byte[] FORTY = Wire.frame(2, -1, Wire.pattern(40));

    /// Three: without a payload, with a short one, and with one that is longer than a header.
    static final byte[] THREE = Wire.join(PING, FIVE, FORTY);

    static final List<String> THREE_LINES =
            List.of(
                    Received.line(4, 7, new byte[0]),
                    Received.line(1, 5, Wire.pattern(5)),
                    Received.line(2, -1, Wire.pattern(40)));

    /// Twelve, short ones and long ones.
    static final byte[] MANY =
            IntStream.of(LENGTHS)
                    .mapToObj(n -> Wire.frame(1 + n % 6, n, Wire.pattern(n)))
                    .reduce(new byte[0], (all, frame) -> Wire.join(all, frame));

    static final List<String> MANY_LINES =
            IntStream.of(LENGTHS)
                    .mapToObj(n -> Received.line(1 + n % 6, n, Wire.pattern(n)))
                    .toList();

    private Sample() {}
}
