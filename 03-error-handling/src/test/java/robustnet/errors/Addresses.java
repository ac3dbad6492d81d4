package robustnet.errors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import robustnet.basics.Endpoint;
import robustnet.testkit.FullBacklog;

/// Addresses without names, and sockets that have one.
final class Addresses {
    private Addresses() {}

    /// The IPv4 address with these four parts.
    static InetAddress address(int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /// The endpoint of a service, by its name.
    static Endpoint at(int port) {
        return new Endpoint("service.example", port);
    }

    /// Skips the test but where a full backlog is silent, and all of 127.0.0.0/8 is this machine.
    static void assumeLinux() {
        assumeTrue(FullBacklog.supported(), "only on Linux");
    }

    /// A socket that is bound to a free port of `address`, and not connected.
    static Socket bound(InetAddress address) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        return socket;
    }
}
