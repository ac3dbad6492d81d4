package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.WireFormat.HEADER_BYTES;
import static robustnet.tls.ClientSide.assertClosed;
import static robustnet.tls.ClientSide.call;
import static robustnet.tls.ClientSide.reply;
import static robustnet.tls.ClientSide.untilGone;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import robustnet.buffers.FrameType;

/// Replies that are no frames of the format.
final class ReplyChecks {
    private static final int HEADER_CRC = 16;

    private ReplyChecks() {}

    static void rejectsDamage(ClientSide side) throws Exception {
        assertRejected(side, "with a wrong magic", r -> seal(r.put(0, (byte) 'X')));
        assertRejected(side, "of version 2", r -> seal(r.put(2, (byte) 2)));
        assertRejected(side, "of an unknown type", r -> seal(r.put(3, (byte) 99)));
        assertRejected(side, "with a length of -1", r -> seal(r.putInt(12, -1)));
        assertRejected(side, "with a wrong header CRC", r -> flip(r, HEADER_CRC));
        assertRejected(side, "with a byte of the payload changed", r -> flip(r, HEADER_BYTES));
        assertRejected(side, "with a wrong payload CRC", r -> flip(r, r.limit() - 1));
    }

    private static void assertRejected(ClientSide side, String what, Consumer<ByteBuffer> damage)
            throws Exception {
        int port =
                side.server(
                        "TLSv1.3",
                        peer -> {
                            var right = reply(peer.receive().get(), FrameType.RESPONSE);
                            var bytes = TlsPeer.encode(right);
                            damage.accept(ByteBuffer.wrap(bytes));
                            peer.send(bytes);
                            untilGone(peer);
                        });
        var client = side.connect(port);

        assertThatThrownBy(() -> call(client, "x"), "a call with a reply %s", what)
                .isInstanceOf(ProtocolException.class);
        assertClosed(client);
    }

    /// Makes the header's CRC right again.
    private static void seal(ByteBuffer frame) {
        var crc = new CRC32C();
        crc.update(frame.slice(0, HEADER_CRC));
        frame.putInt(HEADER_CRC, (int) crc.getValue());
    }

    private static void flip(ByteBuffer frame, int index) {
        frame.put(index, (byte) ~frame.get(index));
    }
}
