package robustnet.concurrency;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes events on, and keeps what the listener throws away from the server. Only what
/// [#accepted(Socket)] throws is passed on, because it ends the connection.
final class GuardedEvents implements ServerEvents {
    private static final Logger log = LoggerFactory.getLogger(GuardedEvents.class);

    private final ServerEvents listener;

    GuardedEvents(ServerEvents listener) {
        this.listener = listener;
    }

    @Override
    public void accepted(Socket socket) throws IOException {
        listener.accepted(socket);
    }

    @Override
    public void refused() {
        guard(listener::refused);
    }

    @Override
    public void acceptFailed(IOException failure) {
        guard(() -> listener.acceptFailed(failure));
    }

    @Override
    public void answered(Duration took, int bytesIn, int bytesOut, boolean failed) {
        guard(() -> listener.answered(took, bytesIn, bytesOut, failed));
    }

    @Override
    public void closed() {
        guard(listener::closed);
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            log.warn("a listener failed: {}", e.toString());
        }
    }
}
