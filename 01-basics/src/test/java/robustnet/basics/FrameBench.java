package robustnet.basics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import robustnet.basics.FrameServer.Limits;
import robustnet.testkit.PeerFailure;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.Testbed;

/// What the tests of exercise 1.6 share: servers, frames, and how long they wait.
final class FrameBench {
    static final Duration LONG = Duration.ofSeconds(4);
    static final Duration SHORT = Duration.ofMillis(100);
    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Duration SILENCE = Duration.ofMillis(500);
    static final Limits LIMITS = new Limits(1000, LONG, LONG);

    /// More than a pool of a few threads serves, and fewer than a backlog holds.
    static final int MANY = 40;

    private FrameBench() {}

    static FrameServer start(Testbed bed, Limits limits, Handler handler) throws IOException {
        var anyPort = new InetSocketAddress(bed.loopback(), 0);
        return bed.closing(FrameServer.start(anyPort, limits, handler));
    }

    /// Expects an error reply with a message; `why` it is due.
    static void assertRejected(ScriptedPeer client, String why) {
        byte[] reply;
        try {
            reply = receiveFrame(client);
        } catch (PeerFailure e) {
            throw new AssertionError(
                    why + ": must be answered with an error. " + e.getMessage(), e);
        }
        assertThat(reply).as("%s: the reply's status byte, 1 is an error", why).startsWith(1);
        assertThat(reply.length).as("%s: the reply says so", why).isGreaterThan(1);
    }

    static byte[] upperCase(byte[] request) {
        return new String(request, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8);
    }

    static byte[] frame(String payload) {
        return frame(payload.getBytes(UTF_8));
    }

    static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array();
    }

    static byte[] reply(int status, String body) {
        var bytes = body.getBytes(UTF_8);
        var payload = ByteBuffer.allocate(1 + bytes.length).put((byte) status).put(bytes);
        return frame(payload.array());
    }

    /// Receives a frame and returns its payload.
    static byte[] receiveFrame(ScriptedPeer peer) {
        return peer.receive(ByteBuffer.wrap(peer.receive(4)).getInt());
    }
}
