package robustnet.platform;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import robustnet.basics.Endpoint;
import robustnet.basics.RequestFailedException;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.errors.ServerBusyException;

/// One call of a [RobustClient]: what its attempts have in common, and what they have left behind.
///
/// ```
///            sent, no answer, not idempotent
///   FREE ──────────────────────────────────────► BOUND     to that incarnation of that server,
///                                                          also where it is BUSY afterwards
/// ```
///
/// Used by one thread, that of the call.
final class RobustCall {
    private record Incarnation(Endpoint server, long instanceId) {}

    private final Frame request;
    private final boolean idempotent;
    private final Deadline deadline;
    private final Set<Endpoint> avoided = new HashSet<>();
    private Optional<Incarnation> bound = Optional.empty();

    /// @param id the same for all attempts, so that a server knows a repeat when it sees one (E6)
    RobustCall(long id, byte[] request, boolean idempotent, Deadline deadline) {
        this.request = new Frame(FrameType.REQUEST, id, ByteBuffer.wrap(request));
        this.idempotent = idempotent;
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    /// The one server where the next attempt may go; empty if it may go to any.
    Optional<Endpoint> boundTo() {
        return bound.map(Incarnation::server);
    }

    /// The servers where attempts have failed: try others first.
    Set<Endpoint> avoided() {
        return avoided;
    }

    /// Notes that an attempt has failed, and tells whether the server or the way to it is to blame.
    /// One that is busy or was restarted is there; a full pool and a close are the client's own.
    boolean failedAt(Endpoint server, Exception failure) {
        avoided.add(server);
        return !(failure instanceof ServerBusyException
                || failure instanceof UnknownOutcomeException
                || failure instanceof TimeoutException
                || failure instanceof ServerPools.ClosedException);
    }

    /// Sends the request, and returns what answers it: a `RESPONSE` or an `ERROR`.
    ///
    /// @throws UnknownOutcomeException if the call is bound to another incarnation
    Frame sendOn(FrameConnection connection, Endpoint server, Deadline limit)
            throws IOException, InterruptedException {
        if (bound.isPresent() && bound.get().instanceId() != connection.instanceId()) {
            throw new UnknownOutcomeException(server + " was restarted, and took no note", null);
        }
        if (!connection.isOpen()) {
            throw new SocketException("closed before anything was sent");
        }
        limit.socketTimeoutMillis(); // throws if it has passed: nothing is sent
        try {
            return connection.call(request, limit);
        } catch (ServerBusyException e) {
            throw e; // it has not run the request
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (!idempotent) {
                bound = Optional.of(new Incarnation(server, connection.instanceId()));
            }
            throw e;
        }
    }

    /// Returns what to throw when the last attempt has thrown `failure`.
    IOException conclude(IOException failure) {
        if (bound.isEmpty()
                || failure instanceof UnknownOutcomeException
                || failure instanceof RequestFailedException) {
            return failure;
        }
        return new UnknownOutcomeException(
                "sent to " + bound.get().server() + ", and no answer", failure);
    }
}
