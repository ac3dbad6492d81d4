package robustnet.buffers;

import java.util.List;

/// Three frames to be decoded: without a payload, with a short one, and with one that is longer
/// than a header.
final class Sample {
    static final byte[] PING = Wire.frame(4, 7, new byte[0]);
    static final byte[] FIVE = Wire.frame(1, 5, Wire.pattern(5));
    static final byte[] FORTY = Wire.frame(2, -1, Wire.pattern(40));

    /// The three, one after the other.
    static final byte[] THREE = Wire.join(PING, FIVE, FORTY);

    /// What [Received#lines()] shows for them.
    static final List<String> THREE_LINES =
            List.of(
                    Received.line(4, 7, new byte[0]),
                    Received.line(1, 5, Wire.pattern(5)),
                    Received.line(2, -1, Wire.pattern(40)));

    private Sample() {}
}
