package robustnet.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
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

    private UdpRequester() {}

    /// Opens a socket that talks to `server` only, with request ids that nobody can guess. Sends
    /// nothing yet, and does not find out whether the server is there.
    ///
    /// @throws SocketException if the socket cannot be opened or connected; nothing stays open then
    public static UdpRequester connect(InetSocketAddress server, Retransmission retransmission)
            throws SocketException {
        throw new UnsupportedOperationException("TODO 2.2: ids that nobody can guess");
    }

    /// Opens a socket that talks to `server` only, with request ids from `ids`: one `nextLong()`
    /// for each request, whatever its number of attempts.
    ///
    /// @throws SocketException if the socket cannot be opened or connected; nothing stays open then
    public static UdpRequester connect(
            InetSocketAddress server, Retransmission retransmission, RandomGenerator ids)
            throws SocketException {
        throw new UnsupportedOperationException("TODO 2.2: a socket for one server only");
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
        throw new UnsupportedOperationException("TODO 2.2: send, wait, send again");
    }

    /// Closes the socket. A request that is waiting ends at once with an `IOException` that is no
    /// `SocketTimeoutException`. Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 2.2: close the socket");
    }
}
