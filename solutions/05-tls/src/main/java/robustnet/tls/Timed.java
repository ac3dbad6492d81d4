package robustnet.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import robustnet.errors.Deadline;

/// Work on a socket that must be done by a deadline.
final class Timed {
    /// What is to be done.
    interface Work<T> {
        T run() throws IOException;
    }

    private Timed() {}

    /// Runs `work`, and closes the raw socket if it is not done by the deadline.
    ///
    /// @throws SocketTimeoutException if the deadline passed before `work` failed
    static <T> T run(Socket raw, Deadline deadline, Work<T> work) throws IOException {
        try (var watchdog = Watchdog.closing(raw, deadline.remaining())) {
            try {
                return work.run();
            } catch (IOException e) {
                throw watchdog.hasBitten() ? late(e) : e;
            }
        }
    }

    private static SocketTimeoutException late(IOException cause) {
        var late = new SocketTimeoutException("the deadline has passed");
        late.initCause(cause);
        return late;
    }
}
