package robustnet.errors;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import robustnet.basics.RequestFailedException;
import robustnet.basics.ServerUnavailableException;

/// A client whose connection comes back by itself, and which never lets the server run a request
/// twice that must not run twice.
///
/// ```
///                      a call needs a connection             no reply on it yet
///   NO CONNECTION ─────────────────────────────► CONNECTING ───────────────────► CONNECTED
///         ▲          after a pause, unless the       │                              │
///         │          last connection was stable      │ failed: one failure more     │
///         │◄─────────────────────────────────────────┘                              │
///         │                                                                         │
///         │   lost: all calls in flight fail; one failure more if it gave no reply  │
///         └─────────────────────────────────────────────────────────────────────────┘
///                                close() leads from each of them to CLOSED
/// ```
///
/// Many calls at a time share one connection. Each has a request id, and the replies may come in
/// any order; one whose call has ended meanwhile is dropped. The messages are those of [Messages].
/// A call is in flight from the moment when the writing of its request begins until it ends.
///
/// Connecting: never two connects at a time, however many calls wait. There is a pause before each
/// connect when there were failures: connects that failed, and connections that were lost before
/// they gave a single reply. A reply sets the count of failures to 0, a mere connect does not.
/// Every reply counts: one that says that the request failed, and one that is dropped, too. Whether
/// the client goes on connecting while no call waits is left open.
///
/// Safe for use by many threads.
public final class ReconnectingClient implements AutoCloseable {
    /// Opens a connection, usually by a [Connector].
    @FunctionalInterface
    public interface Opener {
        /// Returns a connected socket, which is the client's to close then, even if the client was
        /// closed meanwhile. The client sets its `SO_TIMEOUT` to 0. Runs in a virtual thread of the
        /// client, and is interrupted when the client is closed.
        ///
        /// @throws IOException if there is no connection
        Socket open() throws IOException;
    }

    /// The limits of a client.
    ///
    /// @param writeTimeout how long writing one request may take; more than 0
    /// @param maxFrame the longest payload of a reply's frame, in bytes; 9 or more
    public record Settings(Duration writeTimeout, int maxFrame) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Settings {
            if (!writeTimeout.isPositive()) {
                throw new IllegalArgumentException(
                        "writeTimeout must be more than 0, not " + writeTimeout);
            }
            if (maxFrame < 9) {
                throw new IllegalArgumentException("maxFrame must be 9 or more, not " + maxFrame);
            }
        }
    }

    private final Reconnector reconnector;
    private final LongSupplier ids;

    /// Creates a client. It connects when the first call needs it.
    ///
    /// @param opener opens connections
    /// @param delays the pause before a connect, by the number of failures before the latest one: 0
    ///   after one failure, 1 after two. Usually `n -> backoff.delay(n, random)`
    /// @param sleeper sleeps through the pauses, in a virtual thread of the client
    /// @param ids gives each call its request id; unique among all clients of the server, so
    ///   usually `random::nextLong`. Many threads may ask it at a time
    public ReconnectingClient(
            Opener opener,
            IntFunction<Duration> delays,
            Sleeper sleeper,
            LongSupplier ids,
            Settings settings) {
        reconnector = new Reconnector(opener, delays, sleeper, settings);
        this.ids = ids;
    }

    /// Sends a request and returns the answer.
    ///
    /// While there is no connection it waits for one, until the deadline. If a connection is lost
    /// (a reset, the end of the stream, a write that takes too long), the request is sent again on
    /// the next one, with the same id, if that is safe: if no byte of it may have left before, or
    /// it is idempotent.
    ///
    /// When the deadline passes and no reply to any call has come on the connection since the
    /// request was written, the connection is closed as lost: it may be dead, or stuck inside a
    /// frame. Otherwise only this call ends.
    ///
    /// Writing takes the write timeout at most, and no longer than what remains until the deadline;
    /// then the connection is closed as lost, because half a frame cannot be taken back. A call
    /// that waits for its turn to write does so until its deadline or an interrupt, and then ends
    /// alone; if the connection is lost meanwhile, nothing of its request was sent. An interrupt of
    /// a call that waits for its reply ends that call alone.
    ///
    /// @param idempotent whether the server may get the request twice: because running it twice has
    ///   the effect of running it once, or because a [ReplyCache] stands before it
    /// @param deadline when the call must be over
    /// @return the body of the reply
    /// @throws RequestFailedException if the server answered that the request failed
    /// @throws ServerUnavailableException if the connection was lost and sending again is not safe,
    ///   so that nobody knows whether the request was run; or if the client is or was closed
    /// @throws SocketTimeoutException if the deadline has passed, whether the request was sent or
    ///   not
    /// @throws ProtocolException if the server sent what is no reply, or one that is too long,
    ///   while the call was in flight. The connection is closed then
    /// @throws InterruptedIOException if the thread was interrupted; its interrupt status is set
    /// @throws IOException while the call waits for a connection: what the opener throws, if
    ///   another connect cannot mend it, as [FailureKind] has it for a request that was not sent
    ///   (whether this one was sent on an earlier connection does not matter); or, with the cause,
    ///   if the opener, the delays or the sleeper throw a `RuntimeException`
    public byte[] call(byte[] request, boolean idempotent, Deadline deadline) throws IOException {
        var call = new PendingCall(ids.getAsLong(), request, deadline);
        try {
            while (true) {
                var connection = reconnector.connection(deadline);
                try {
                    return answer(connection.exchange(call));
                } catch (IOException failure) {
                    giveUpUnlessSafe(call, idempotent, failure);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a call");
        }
    }

    private static byte[] answer(Messages.Reply reply) throws RequestFailedException {
        if (reply.failed()) {
            throw new RequestFailedException(new String(reply.body(), StandardCharsets.UTF_8));
        }
        return reply.body();
    }

    /// Returns if the call may go on with another connection.
    private void giveUpUnlessSafe(PendingCall call, boolean idempotent, IOException failure)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) { // a blocked virtual thread learns of it by a SocketException
            throw new InterruptedException();
        }
        var kind = FailureKind.of(failure);
        if (kind != FailureKind.LOST) {
            throw failure;
        }
        // E6: a request that may have left is sent again only if that does no harm
        if (reconnector.isClosed() || !kind.isRetryable(call.isSent(), idempotent)) {
            throw new ServerUnavailableException("lost: nobody knows whether it was run", failure);
        }
    }

    /// Closes the client: calls under way fail with [ServerUnavailableException], a pause or a
    /// connect ends at once, no other begins. Returns when the client's threads have ended: it
    /// waits for an opener that an interrupt does not end, and closes the socket that it returns.
    /// Closing a second time does nothing.
    @Override
    public void close() {
        reconnector.close();
    }
}
