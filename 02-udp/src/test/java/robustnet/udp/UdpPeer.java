package robustnet.udp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import robustnet.testkit.Testbed;
import robustnet.testkit.Transcript;

/// One end of an exchange of datagrams, played step by step by a test. Each wait ends after 2 s.
/// What it did and saw is attached to the failure of the test, packets in words as well.
final class UdpPeer implements AutoCloseable {
    /// A datagram that came, and from where.
    record Datagram(byte[] bytes, SocketAddress from) {
        String text() {
            return new String(bytes, UTF_8);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST = 65_507;

    /// So many characters of a packet's words have room in a line.
    private static final int SHOWN = 40;

    private final DatagramSocket socket;
    private final String name;
    private final Transcript transcript;
    private Future<?> call;

    private UdpPeer(DatagramSocket socket, String name, Transcript transcript) {
        this.socket = socket;
        this.name = name;
        this.transcript = transcript;
    }

    /// Opens a peer on a free port of loopback; the testbed closes it.
    static UdpPeer open(Testbed bed, String name) throws SocketException {
        var socket = new DatagramSocket(0, bed.loopback());
        return bed.closing(new UdpPeer(socket, name, bed.transcript()));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(String text, SocketAddress to) {
        send(text.getBytes(UTF_8), to);
    }

    void send(byte[] bytes, SocketAddress to) {
        transcript.add(
                "%s sent %d bytes to port %d%s"
                        .formatted(name, bytes.length, port(to), inWords(bytes)),
                bytes);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From now on, `call` is the learner's call that should send to this peer: if it has failed, a
    /// datagram that does not come is explained with that.
    void watch(Future<?> call) {
        this.call = call;
    }

    /// Waits for a datagram.
    ///
    /// @throws AssertionError if none comes within 2 s
    Datagram receive() {
        return poll(PATIENCE).orElseThrow(this::noneCame);
    }

    private AssertionError noneCame() {
        transcript.add(name + " waited for a datagram, and none came");
        var message = name + " should have received a datagram, but none came within 2 s; ";
        if (call != null && call.state() == Future.State.FAILED) {
            var thrown = call.exceptionNow();
            return new AssertionError(message + "your call had ended with " + thrown, thrown);
        }
        return new AssertionError(
                message + "usually: it was never sent, or the loop that receives has ended");
    }

    /// Waits up to `patience` for a datagram.
    Optional<Datagram> poll(Duration patience) {
        var packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        try {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.receive(packet);
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        var from = packet.getSocketAddress();
        transcript.add(
                "%s received %d bytes from port %d%s"
                        .formatted(name, bytes.length, port(from), inWords(bytes)),
                bytes);
        return Optional.of(new Datagram(bytes, from));
    }

    /// What a packet says to the learner's own decoder, which may throw anything; nothing of other
    /// datagrams.
    private static String inWords(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 'R' || bytes[1] != 'U') {
            return "";
        }
        String words;
        try {
            words = Arq.words(bytes);
        } catch (RuntimeException e) {
            words = e.toString();
        }
        return ": " + (words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…");
    }

    private static int port(SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
