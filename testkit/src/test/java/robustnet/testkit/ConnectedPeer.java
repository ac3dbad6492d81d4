package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A peer that is connected to a program, and the program's socket, for the tests of both.
abstract class ConnectedPeer {
    final Transcript transcript = new Transcript();
    ServerSocket listener;
    ScriptedPeer peer;
    Socket program;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        peer =
                ScriptedPeer.connect(
                        (InetSocketAddress) listener.getLocalSocketAddress(), transcript);
        program = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        program.close();
        listener.close();
    }
}
