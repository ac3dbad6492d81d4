package robustnet.buffers;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// The wire format once more, as the tests see it: an encoder that can also break its rules.
final class Wire {
    private Wire() {}

    /// The bytes of a frame.
    static byte[] frame(int type, long requestId, byte[] payload) {
        var header = header(0x5254, 1, type, requestId, payload.length);
        return payload.length == 0 ? header : join(header, payload, crc(payload));
    }

    /// A header with a right CRC, whatever its fields are.
    static byte[] header(int magic, int version, int type, long requestId, int length) {
        var fields = ByteBuffer.allocate(16);
        fields.putShort((short) magic).put((byte) version).put((byte) type);
        fields.putLong(requestId).putInt(length);
        return join(fields.array(), crc(fields.array()));
    }

    /// A right header of a request whose payload has `length` bytes.
    static byte[] header(int length) {
        return header(0x5254, 1, 1, 5, length);
    }

    /// The CRC-32C of `bytes`, as four bytes.
    static byte[] crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// What remains in `buffers`, one after the other; nothing of them is changed.
    static byte[] join(ByteBuffer... buffers) {
        var all = new ByteArrayOutputStream();
        for (var buffer : buffers) {
            var bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    /// Where the bytes that remain in `buffers` differ from the expected ones, as
    /// [java.util.Arrays#mismatch(byte[], byte[])] says it; nothing is copied.
    static int mismatch(ByteBuffer[] buffers, byte[] expected) {
        var rest = ByteBuffer.wrap(expected);
        for (var buffer : buffers) {
            int length = buffer.remaining();
            int same =
                    buffer.mismatch(
                            rest.slice(rest.position(), Math.min(length, rest.remaining())));
            if (same >= 0) {
                return rest.position() + same;
            }
            rest.position(rest.position() + length);
        }
        return rest.hasRemaining() ? rest.position() : -1;
    }

    /// A payload whose bytes differ from their neighbours.
    static byte[] pattern(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
