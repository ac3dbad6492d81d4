package robustnet.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/// Reads from a peer's socket within a deadline for the whole step, and tells how the reading
/// ended.
final class PeerInput {
    /// How a step's reading ended.
    enum Ending {
        ENOUGH,
        FIN,
        RST,
        TIMEOUT
    }

    /// What a step's reading gave.
    record Received(byte[] data, Ending ending) {}

    private static final int CHUNK = 64 * 1024;
    private static final int MORE = 255;

    private final Socket socket;

    PeerInput(Socket socket) {
        this.socket = socket;
    }

    /// Reads until `limit` bytes are there, the connection ends or the time is up.
    Received take(int limit, Duration patience) {
        return take(limit, new byte[0], patience);
    }

    /// Reads until as many bytes as `expected` are there, one of them differs, the connection ends
    /// or the time is up.
    Received takeExpecting(byte[] expected, Duration patience) {
        return take(expected.length, expected, patience);
    }

    /// `received` and, if it goes on, what is there already, without waiting; for the report of
    /// bytes that nobody expected.
    Received andMore(Received received) {
        if (received.ending() != Ending.ENOUGH) {
            return received;
        }
        try {
            byte[] more =
                    socket.getInputStream()
                            .readNBytes(Math.min(MORE, socket.getInputStream().available()));
            byte[] all = Arrays.copyOf(received.data(), received.data().length + more.length);
            System.arraycopy(more, 0, all, received.data().length, more.length);
            return new Received(all, Ending.ENOUGH);
        } catch (IOException _) {
            return received;
        }
    }

    private Received take(int limit, byte[] expected, Duration patience) {
        var data = new ByteArrayOutputStream();
        try {
            int timeoutBefore = socket.getSoTimeout();
            Ending ending = readInto(data, limit, expected, patience);
            socket.setSoTimeout(timeoutBefore);
            return new Received(data.toByteArray(), ending);
        } catch (IOException e) {
            if (socket.isClosed()) {
                throw new UncheckedIOException("the peer's own socket is closed", e);
            }
            return new Received(data.toByteArray(), Ending.RST);
        }
    }

    private Ending readInto(
            ByteArrayOutputStream data, int limit, byte[] expected, Duration patience)
            throws IOException {
        InputStream in = socket.getInputStream();
        byte[] chunk = new byte[Math.min(CHUNK, Math.max(1, limit))];
        long start = System.nanoTime();
        int wanted = limit;
        while (data.size() < wanted) {
            // E2: the time that is left, anew before each read, or a drip would stretch the wait
            Duration left = patience.minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                return Ending.TIMEOUT;
            }
            socket.setSoTimeout(Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE));
            try {
                int n = in.read(chunk, 0, Math.min(chunk.length, wanted - data.size()));
                if (n < 0) {
                    return Ending.FIN;
                }
                if (wanted == limit && differs(expected, data.size(), chunk, n)) {
                    wanted = Math.min(limit, data.size() + n + in.available());
                }
                data.write(chunk, 0, n);
            } catch (SocketTimeoutException _) {
                // A fraction of a millisecond may be left.
            }
        }
        return Ending.ENOUGH;
    }

    private static boolean differs(byte[] expected, int from, byte[] chunk, int n) {
        return expected.length > 0 && !Arrays.equals(expected, from, from + n, chunk, 0, n);
    }
}
