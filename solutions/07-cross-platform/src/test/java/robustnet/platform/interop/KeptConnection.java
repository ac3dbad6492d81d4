package robustnet.platform.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import robustnet.platform.KeepAlive;

/// Runs in the container of [SsTest]: prints what keep-alive has reported for a connection, and
/// then what `ss` says of it.
final class KeptConnection {
    private KeptConnection() {}

    public static void main(String[] args) throws IOException {
        var wanted = new KeepAlive(Duration.ofSeconds(90), Duration.ofSeconds(7), 4);
        var loopback = InetAddress.getLoopbackAddress();
        try (var listener = new ServerSocket(0, 1, loopback);
                var client = new Socket(loopback, listener.getLocalPort());
                var accepted = listener.accept()) {
            System.out.println("report: " + wanted.apply(client));
            System.out.println("sockets before:");
            System.out.println(ss("dport", listener.getLocalPort()));
            System.out.println(ss("sport", listener.getLocalPort()));
            wanted.apply(accepted);
            System.out.println("sockets after:");
            System.out.println(ss("sport", listener.getLocalPort()));
        }
    }

    private static String ss(String side, int port) throws IOException {
        var process =
                new ProcessBuilder("ss", "-Htno", "state", "established", side + " = :" + port)
                        .redirectErrorStream(true)
                        .start();
        try (var out = process.getInputStream()) {
            return side + ": " + new String(out.readAllBytes(), UTF_8).strip();
        }
    }
}
