package robustnet.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Two sockets that are connected to each other over loopback, for tests of code that takes a
/// socket.
///
/// Closing the pair closes both ends; closing twice is harmless.
///
/// @param near the end that the test gives to the code under test
/// @param far the end that the test keeps
public record SocketPair(Socket near, Socket far) implements AutoCloseable {

    /// Opens a connected pair.
    ///
    /// @throws IOException if loopback gives no connection; nothing is left open then
    public static SocketPair open() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var near = new Socket(listener.getInetAddress(), listener.getLocalPort());
            try {
                return new SocketPair(near, listener.accept());
            } catch (IOException e) {
                Threads.closeQuietly(near);
                throw e;
            }
        }
    }

    /// A pair whose far end has reset the connection: a read of the near end throws
    /// [java.net.SocketException] and never gives -1.
    ///
    /// @throws IOException as [#open()] does
    public static SocketPair withResetConnection() throws IOException {
        var pair = open();
        pair.resetFar();
        return pair;
    }

    /// Lets the far end reset the connection (RST).
    ///
    /// @throws IOException if the far end is closed already
    public void resetFar() throws IOException {
        reset(far);
    }

    /// Resets the connection of `socket` (RST) and closes it.
    ///
    /// @throws IOException if it is closed already
    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0); // B18: a plain close sends FIN; only this makes it send RST
        socket.close();
    }

    @Override
    public void close() {
        Threads.closeQuietly(near);
        Threads.closeQuietly(far);
    }
}
