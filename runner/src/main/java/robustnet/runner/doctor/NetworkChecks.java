package robustnet.runner.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import robustnet.runner.doctor.Diagnosis.Ok;
import robustnet.runner.doctor.Diagnosis.Problem;
import robustnet.runner.doctor.Diagnosis.Warn;

/// What the loopback network does here. All of it is tried, on free ports.
final class NetworkChecks {
    private static final int TIMEOUT_MILLIS = 2000;
    private static final Duration SLOW_REFUSAL = Duration.ofMillis(500);
    private static final int DATAGRAM = 1200;

    private NetworkChecks() {}

    static List<Check> of(Machine machine) {
        return List.of(
                new Check("TCP, IPv4", () -> tcp("127.0.0.1", true)),
                new Check("TCP, IPv6", () -> tcp("::1", false)),
                new Check("localhost", NetworkChecks::localhost),
                new Check("refusal", NetworkChecks::refusal),
                new Check("UDP", NetworkChecks::udp),
                new Check("socket options", SocketOptions::check),
                new Check("ports", () -> EphemeralPorts.check(machine)));
    }

    /// A connection to oneself and back, one byte each way.
    static Diagnosis tcp(String literal, boolean needed) {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByName(literal), 0));
            server.setSoTimeout(TIMEOUT_MILLIS);
            try (var client = new Socket()) {
                client.connect(server.getLocalSocketAddress(), TIMEOUT_MILLIS);
                client.setSoTimeout(TIMEOUT_MILLIS);
                try (var accepted = server.accept()) {
                    accepted.getOutputStream().write(42);
                    return client.getInputStream().read() == 42
                            ? new Ok(literal + " works")
                            : new Problem(
                                    literal + " does not carry data",
                                    "Look at the machine's firewall.");
                }
            }
        } catch (IOException e) {
            return needed
                    ? new Problem(
                            literal + " does not work: " + e,
                            "Every test needs it. Look at the firewall, a VPN, or the container's network.")
                    : new Warn(
                            literal + " does not work: " + e,
                            "Tests that need IPv6 are skipped here.");
        }
    }

    private static Diagnosis localhost() {
        try {
            var addresses = InetAddress.getAllByName("localhost");
            var found =
                    Arrays.stream(addresses)
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(", "));
            return Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress)
                    ? new Ok("the name means " + found)
                    : new Warn(
                            "the name means " + found,
                            "Not all of that is this machine: look at the hosts file.");
        } catch (UnknownHostException _) {
            return new Warn(
                    "the name means nothing here",
                    "Add \"127.0.0.1 localhost\" to the hosts file.");
        }
    }

    private static Diagnosis refusal() throws IOException {
        InetSocketAddress closed;
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        }
        long start = System.nanoTime();
        try (var socket = new Socket()) {
            socket.connect(closed, TIMEOUT_MILLIS);
            return new Warn(
                    "a closed port took a connection",
                    "Something here answers for every port: a proxy?");
        } catch (ConnectException _) {
            var took = Duration.ofNanos(System.nanoTime() - start);
            return took.compareTo(SLOW_REFUSAL) < 0
                    ? new Ok("a closed port refuses within %.1f ms".formatted(took.toNanos() / 1e6))
                    : new Warn(
                            "a closed port refuses after " + took.toMillis() + " ms",
                            "Usual on Windows, which tries again. Some tests take longer.");
        } catch (SocketTimeoutException _) {
            return new Warn(
                    "a closed port does not refuse within " + TIMEOUT_MILLIS + " ms",
                    "A firewall drops it. Tests of refused connections will fail.");
        }
    }

    private static Diagnosis udp() throws SocketException {
        var loopback = new InetSocketAddress("127.0.0.1", 0);
        try (var a = new DatagramSocket(loopback);
                var b = new DatagramSocket(loopback)) {
            b.setSoTimeout(TIMEOUT_MILLIS);
            for (int size : new int[] {1, DATAGRAM}) {
                a.send(new DatagramPacket(new byte[size], size, b.getLocalSocketAddress()));
                var got = new DatagramPacket(new byte[DATAGRAM + 1], DATAGRAM + 1);
                b.receive(got);
                if (got.getLength() != size) {
                    return new Problem(
                            size + " bytes arrived as " + got.getLength(),
                            "Chapter 02 needs UDP whole.");
                }
            }
            return new Ok("datagrams of 1 and " + DATAGRAM + " bytes arrive");
        } catch (IOException e) {
            return new Problem(
                    "does not work over loopback: " + e,
                    "Chapter 02 needs it. Look at the firewall.");
        }
    }
}
