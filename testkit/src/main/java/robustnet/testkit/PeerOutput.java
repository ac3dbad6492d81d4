package robustnet.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import robustnet.testkit.PeerInput.Ending;

/// Writes to a peer's socket within a deadline, and tells how the writing ended.
final class PeerOutput {
    /// How many bytes went out, in whole writes, and how that ended; after `TIMEOUT` the socket is
    /// closed.
    record Sent(int count, Ending ending) {}

    private final Socket socket;

    PeerOutput(Socket socket) {
        this.socket = socket;
    }

    /// Writes `data` in writes of at most `chunk` bytes.
    Sent write(byte[] data, int chunk, Duration patience) {
        int count = 0;
        try (var watchdog = Watchdog.over(socket, patience)) {
            try {
                OutputStream out = socket.getOutputStream();
                while (count < data.length) {
                    int n = Math.min(chunk, data.length - count);
                    out.write(data, count, n);
                    count += n;
                }
                return new Sent(count, Ending.ENOUGH);
            } catch (IOException e) {
                if (watchdog.fired()) {
                    return new Sent(count, Ending.TIMEOUT);
                }
                if (socket.isClosed()) {
                    throw new UncheckedIOException("the peer's own socket is closed", e);
                }
                return new Sent(count, Ending.RST);
            }
        }
    }
}
