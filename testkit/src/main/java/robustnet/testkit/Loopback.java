package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// The loopback addresses of this machine, for tests of the address that a server listens on.
public final class Loopback {
    private static final List<String> LITERALS = List.of("127.0.0.1", "127.0.0.2", "::1");
    private static final int PATIENCE_MILLIS = 1000;

    private Loopback() {}

    /// The loopback addresses that a server could listen on, without the JDK's own choice,
    /// [InetAddress#getLoopbackAddress()]. Which there are depends on the system; perhaps none.
    public static List<InetAddress> others() {
        var others = new ArrayList<InetAddress>();
        for (var literal : LITERALS) {
            var address = InetAddress.ofLiteral(literal);
            try (var _ = new ServerSocket(0, 1, address)) {
                others.add(address);
            } catch (IOException _) {
                // This machine does not have it.
            }
        }
        others.remove(InetAddress.getLoopbackAddress());
        return others;
    }

    /// Whether somebody listens there. Takes a second where the system drops what nobody listens
    /// for.
    public static boolean connects(InetAddress address, int port) {
        try (var client = new Socket()) {
            client.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            // Where nobody listens, a port that the system gave the client connects to itself.
            return client.getLocalPort() != port;
        } catch (IOException _) {
            return false;
        }
    }
}
