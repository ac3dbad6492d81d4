package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.JulLog;
import robustnet.testkit.Testbed;

@Exercise(
        id = "2.1",
        title = "UDP echo server",
        level = 1,
        minutes = 20,
        edit = UdpEchoServer.class)
class UdpEchoServerTest {
    @Test
    @DisplayName("a datagram comes back from the port that it was sent to")
    void echoesADatagram(Testbed bed) throws Exception {
        var server = start(bed, 100);
        var client = UdpPeer.open(bed, "the client");

        client.send("Hello", address(bed, server));

        var reply = client.receive();
        assertThat(reply.text()).as("the echo").isEqualTo("Hello");
        assertThat(reply.from()).as("where the echo comes from").isEqualTo(address(bed, server));
    }

    @Test
    @DisplayName("a datagram that is one byte too long is counted, and gets no reply (U1)")
    void dropsADatagramThatIsTooLong(Testbed bed) throws Exception {
        var server = start(bed, 4);
        var client = UdpPeer.open(bed, "the client");

        client.send("abcde", address(bed, server));
        client.send(new byte[60_000], address(bed, server));
        client.send("1234", address(bed, server));

        assertThat(client.receive().text())
                .as("the only reply, to 1234: of abcde, one byte too long, no part may come back")
                .isEqualTo("1234");
        assertThat(server.oversized())
                .as("datagrams counted as too long, read at once when the next reply has come")
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "a datagram of exactly the maximum comes back, and so does the longest of all (U1)")
    void echoesADatagramOfExactlyTheMaximum(Testbed bed) throws Exception {
        var server = start(bed, UdpEchoServer.MAX_LENGTH);
        var client = UdpPeer.open(bed, "the client");
        var longest = new byte[UdpEchoServer.MAX_LENGTH];
        bed.random().nextBytes(longest);

        client.send(longest, address(bed, server));

        assertThat(Arrays.mismatch(client.receive().bytes(), longest))
                .as("the first index at which the echo of 65,507 bytes differs, -1 for none")
                .isEqualTo(-1);
        assertThat(server.oversized()).as("datagrams that were too long").isZero();
    }

    @Test
    @DisplayName("a short datagram after a long one comes back without the long one's tail (U2)")
    void echoesNoMoreThanArrived(Testbed bed) throws Exception {
        var server = start(bed, 100);
        var client = UdpPeer.open(bed, "the client");

        for (var text : new String[] {"a long datagram", "abc", "a longer datagram than before"}) {
            client.send(text, address(bed, server));

            assertThat(client.receive().text())
                    .as("the echo of \"%s\": getLength() bytes, not the whole array", text)
                    .isEqualTo(text);
        }
    }

    @Test
    @DisplayName("two clients that send in turn get an answer each, and their own (U3)")
    void answersEachClientItself(Testbed bed) throws Exception {
        var server = start(bed, 100);
        var ann = UdpPeer.open(bed, "Ann");
        var bob = UdpPeer.open(bed, "Bob");

        for (int round = 0; round < 3; round++) {
            ann.send("from Ann " + round, address(bed, server));
            bob.send("from Bob " + round, address(bed, server));

            assertThat(bob.receive().text()).as("what Bob gets").isEqualTo("from Bob " + round);
            assertThat(ann.receive().text()).as("what Ann gets").isEqualTo("from Ann " + round);
        }
    }

    @Test
    @DisplayName("an empty datagram is a datagram: it comes back, and the next one does too (U7)")
    void echoesAnEmptyDatagram(Testbed bed) throws Exception {
        var server = start(bed, 100);
        var client = UdpPeer.open(bed, "the client");

        client.send("", address(bed, server));
        assertThat(client.receive().bytes()).as("the echo of an empty datagram").isEmpty();

        client.send("next", address(bed, server));
        assertThat(client.receive().text()).as("the echo after that").isEqualTo("next");
    }

    @Test
    @DisplayName("a datagram from port 0, which nobody can answer, does not end the server (U11)")
    void survivesADatagramThatCannotBeAnswered(Testbed bed) throws Exception {
        var socket = bed.closing(new WithoutReturnPort(new InetSocketAddress(bed.loopback(), 0)));
        var server = bed.closing(UdpEchoServer.start(socket, 100));
        var client = UdpPeer.open(bed, "the client");

        client.send("from port 0", address(bed, server));
        client.send("from a real port", address(bed, server));

        assertThat(client.receive().text())
                .as("the echo of a datagram after one that cannot be answered")
                .isEqualTo("from a real port");
    }

    @Test
    @DisplayName("the socket is bound when start returns, and start itself says when it cannot be")
    void isBoundWhenStartReturns(Testbed bed) throws Exception {
        var server = start(bed, 100);

        assertThat(server.port()).as("the real port, not 0").isPositive();
        assertThatThrownBy(
                        () -> bed.closing(UdpEchoServer.start(bed.loopback(), server.port(), 100)),
                        "start on a port where another socket receives")
                .isInstanceOf(SocketException.class);
    }

    @Test
    @DisplayName(
            "a maximum that no datagram can have is refused, and the socket stays the caller's")
    void refusesAMaximumOutOfRange(Testbed bed) throws Exception {
        var socket = bed.closing(new DatagramSocket(0, bed.loopback()));

        for (int maxLength : new int[] {-1, 65_508, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> start(bed, maxLength), "a maxLength of %d", maxLength)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> bed.closing(UdpEchoServer.start(socket, maxLength)),
                            "a maxLength of %d, with a socket",
                            maxLength)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(socket.isClosed()).as("whether the caller's socket was closed").isFalse();
        var nothing = start(bed, 0);
        var client = UdpPeer.open(bed, "the client");
        client.send("", address(bed, nothing));
        assertThat(client.receive().bytes()).as("an empty datagram, 0 bytes allowed").isEmpty();
    }

    @Test
    @DisplayName("close frees the port and is quiet, and closing twice is harmless")
    void closeEndsEverything(Testbed bed) throws Exception {
        var jul = JulLog.collect(bed);
        var server = start(bed, 100);
        int port = server.port();
        var client = UdpPeer.open(bed, "the client");
        client.send("Hello", address(bed, server));
        client.receive();
        var socket = new DatagramSocket(0, bed.loopback());
        var other = bed.closing(UdpEchoServer.start(socket, 100));

        server.close();
        server.close();
        Thread.currentThread().interrupt();
        other.close();

        assertThat(Thread.interrupted()).as("the interrupt status that the caller had").isTrue();
        assertThat(socket.isClosed()).as("whether the socket taken over is closed").isTrue();
        assertThat(server.port()).as("the port, after close").isEqualTo(port);
        bed.closing(new DatagramSocket(port, bed.loopback()));
        assertThat(bed.log() + jul.text())
                .as("what was logged in a normal stop: that receive throws then is no error")
                .doesNotContain(" ERROR ", " WARN ", "\tat ");
    }

    private static UdpEchoServer start(Testbed bed, int maxLength) throws SocketException {
        return bed.closing(UdpEchoServer.start(bed.loopback(), 0, maxLength));
    }

    private static InetSocketAddress address(Testbed bed, UdpEchoServer server) {
        return new InetSocketAddress(bed.loopback(), server.port());
    }

    /// A socket to which the text "from port 0" seems to come from port 0: the source port is
    /// optional (RFC 768), and the system refuses to send to that port.
    private static final class WithoutReturnPort extends DatagramSocket {
        WithoutReturnPort(InetSocketAddress address) throws SocketException {
            super(address);
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            super.receive(packet);
            var text = new String(packet.getData(), packet.getOffset(), packet.getLength(), UTF_8);
            if (text.equals("from port 0")) {
                packet.setPort(0);
            }
        }
    }
}
