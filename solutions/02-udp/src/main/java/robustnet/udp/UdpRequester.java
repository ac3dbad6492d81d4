package robustnet.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// A client that sends requests to one server in datagrams, waits for the replies, and sends again
/// what seems lost.
///
/// Request and reply have the same format, all integers big-endian. A reply carries the id of the
/// request that it answers:
///
/// ```
///  0            8            8 + n
///  | request id | body       |
///  | u64        | n bytes    |     n: 0 to 1192, so 1200 bytes in all
/// ```
///
/// The life of a request:
///
/// ```
///  SENDING ──────────► WAITING ──────────────────────────────► ANSWERED
///     ▲                │  │  │    the reply with its id
///     └────────────────┘  │  │
///       timeout, and      │  └───────────────────────────────► TIMED OUT
///       attempts left     │       timeout after the last attempt
///                         │
///                         └──────────────────────────────────► FAILED
///                           nobody listens there, or close()
/// ```
///
/// The server may get a request more than once, and may run it more than once; all copies carry the
/// same id. A request that times out may have been run too.
///
/// Safe for use by many threads: requests take turns.
public final class UdpRequester implements AutoCloseable {
    /// The most bytes that a request's or a reply's body may have.
    public static final int MAX_BODY = 1192;

    private static final int ID_LENGTH = Long.BYTES;
    private static final int MAX_DATAGRAM = ID_LENGTH + MAX_BODY;

    private final DatagramSocket socket;
    private final Retransmission retransmission;
    private final RandomGenerator ids;
    private final Lock turn = new ReentrantLock();

    private UdpRequester(DatagramSocket socket, Retransmission policy, RandomGenerator ids) {
        this.socket = socket;
        this.retransmission = policy;
        this.ids = ids;
    }

    /// Opens a socket that talks to `server` only, with request ids that nobody can guess. Sends
    /// nothing yet, and does not find out whether the server is there.
    ///
    /// @throws SocketException if the socket cannot be opened or connected; nothing stays open then
    public static UdpRequester connect(InetSocketAddress server, Retransmission retransmission)
            throws SocketException {
        return connect(server, retransmission, new SecureRandom());
    }

    /// Opens a socket that talks to `server` only, with request ids from `ids`: one `nextLong()`
    /// for each request, whatever its number of attempts.
    ///
    /// @throws SocketException if the socket cannot be opened or connected; nothing stays open then
    public static UdpRequester connect(
            InetSocketAddress server, Retransmission retransmission, RandomGenerator ids)
            throws SocketException {
        var socket = new DatagramSocket();
        try {
            // U8: the system now drops what others send here
            // U6: and reports that nobody listens there
            socket.connect(server);
        } catch (SocketException | RuntimeException e) {
            socket.close();
            throw e;
        }
        return new UdpRequester(socket, retransmission, ids);
    }

    /// Sends `body` with a new request id and returns the body of the reply to it.
    ///
    /// Sends the same datagram again each time the wait for the reply ends without one, as
    /// [Retransmission] says. A reply counts whichever copy of the request it answers. Ignores all
    /// other datagrams, and they make no wait longer: those from other senders, those with another
    /// id (such as the late reply to an earlier request), those shorter than an id or longer than
    /// 1200 bytes.
    ///
    /// An interrupt need not end the wait; [#close()] does.
    ///
    /// @param body 0 to [#MAX_BODY] bytes
    /// @throws IllegalArgumentException if `body` is longer; nothing was sent then
    /// @throws SocketTimeoutException if no reply came in the wait after the last attempt
    /// @throws PortUnreachableException at once, if the server's host reports that nobody listens
    ///   on that port; not every host and network does
    /// @throws IOException if the requester is closed, before or meanwhile, or the socket fails;
    ///   this is no `SocketTimeoutException`
    public byte[] request(byte[] body) throws IOException {
        if (body.length > MAX_BODY) {
            throw new IllegalArgumentException(
                    "a body of " + body.length + " bytes, allowed: 0 to " + MAX_BODY);
        }
        turn.lock();
        try {
            return requestInTurn(body);
        } finally {
            turn.unlock();
        }
    }

    private byte[] requestInTurn(byte[] body) throws IOException {
        long id = ids.nextLong();
        var request = ByteBuffer.allocate(ID_LENGTH + body.length).putLong(id).put(body).array();
        for (int attempt = 1; attempt <= retransmission.attempts(); attempt++) {
            socket.send(new DatagramPacket(request, request.length));
            var reply = awaitReply(id, retransmission.timeout(attempt));
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        // U10: bounded; a server that is gone is not asked for ever
        throw new SocketTimeoutException("no reply to " + retransmission.attempts() + " datagrams");
    }

    /// Returns the reply to request `id`, or empty when `timeout` is over.
    private Optional<byte[]> awaitReply(long id, Duration timeout) throws IOException {
        long start = System.nanoTime();
        var buffer = new byte[MAX_DATAGRAM + 1];
        while (true) {
            // What was ignored has taken its time: only the rest may be waited for
            var rest = timeout.minusNanos(System.nanoTime() - start);
            if (!rest.isPositive()) {
                return Optional.empty();
            }
            var received = new DatagramPacket(buffer, buffer.length);
            try {
                socket.setSoTimeout(millis(rest));
                socket.receive(received);
            } catch (SocketTimeoutException _) {
                return Optional.empty();
            }
            if (isReplyTo(id, received)) {
                return Optional.of(Arrays.copyOfRange(buffer, ID_LENGTH, received.getLength()));
            }
        }
    }

    private static boolean isReplyTo(long id, DatagramPacket received) {
        return received.getLength() >= ID_LENGTH
                && received.getLength() <= MAX_DATAGRAM
                // U9: the reply to an earlier request may come now
                && ByteBuffer.wrap(received.getData()).getLong() == id;
    }

    /// Rounds up: 0 would mean to wait for ever.
    private static int millis(Duration timeout) {
        return Math.toIntExact(timeout.plusNanos(999_999).toMillis());
    }

    /// Closes the socket. A request that is waiting ends at once with an `IOException` that is no
    /// `SocketTimeoutException`. Closing a second time does nothing.
    @Override
    public void close() {
        socket.close();
    }
}
