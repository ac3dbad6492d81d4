package robustnet.concurrency;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;

/// Tells clients that a server is full, each on a virtual thread of its own, and not too many at a
/// time. Safe for use by many threads.
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final int AT_LEAST = 64;

    private final BoundedServer.Limits limits;
    private final Places places;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean isAborted;

    Refusals(BoundedServer.Limits limits) {
        this.limits = limits;
        places = new Places(Math.max(limits.maxConnections(), AT_LEAST));
    }

    /// Refuses a client, and returns at once.
    void begin(Socket socket) {
        places.tryTake()
                .ifPresentOrElse(
                        place ->
                                Thread.ofVirtual()
                                        .name("server-refusal")
                                        .start(() -> refuse(socket, place)),
                        () -> Sockets.closeAside(socket));
    }

    /// Ends all that are under way.
    void abort() {
        isAborted = true;
        sockets.forEach(Sockets::cutOffAside);
    }

    private void refuse(Socket socket, Places.Place place) {
        sockets.add(socket);
        try (place;
                socket) {
            if (isAborted) { // asked when it is in the set: who aborts has seen it, or this has
                return;
            }
            Sockets.shakeHands(socket, limits.handshakeTimeout());
            try (var _ = Watchdog.cuttingOff(socket, limits.writeTimeout())) {
                new FrameStream(socket, 0).write(new Frame(FrameType.BUSY, 0));
            }
            Sockets.drain(socket);
        } catch (IOException e) {
            log.debug("a client was refused without a word: {}", e.toString());
        } finally {
            sockets.remove(socket);
        }
    }
}
