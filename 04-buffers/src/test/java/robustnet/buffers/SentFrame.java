package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A frame as it stood in a stream of bytes, with right checksums.
///
/// @param length of its payload
record SentFrame(long requestId, int length) {
    private static final int HEADER = 20;

    /// Takes the bytes apart, up to a frame that is not all there.
    static List<SentFrame> in(byte[] stream) {
        var bytes = ByteBuffer.wrap(stream);
        var frames = new ArrayList<SentFrame>();
        while (bytes.remaining() >= HEADER) {
            int start = bytes.position();
            assertCrc(bytes, start, 16, "header", frames.size());
            int length = bytes.getInt(start + 12);
            int end = start + HEADER + (length == 0 ? 0 : length + 4);
            if (end > stream.length) {
                break;
            }
            if (length > 0) {
                assertCrc(bytes, start + HEADER, length, "payload", frames.size());
            }
            frames.add(new SentFrame(bytes.getLong(start + 4), length));
            bytes.position(end);
        }
        return frames;
    }

    /// The ids of the frames in a stream.
    static List<Long> ids(byte[] stream) {
        return in(stream).stream().map(SentFrame::requestId).toList();
    }

    private static void assertCrc(ByteBuffer bytes, int from, int length, String what, int frame) {
        var crc = new CRC32C();
        crc.update(bytes.slice(from, length));
        assertThat(bytes.getInt(from + length))
                .as(
                        "the checksum of the %s of frame %d: is the frame whole, or mixed?",
                        what, frame)
                .isEqualTo((int) crc.getValue());
    }
}
