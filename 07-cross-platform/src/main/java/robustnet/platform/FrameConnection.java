package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import robustnet.basics.Endpoint;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.errors.Deadline;
import robustnet.errors.ServerBusyException;
import robustnet.tls.Watchdog;
import robustnet.udp.NanoClock;

/// One open connection to a [RobustServer], with TLS or without, that knows which incarnation of
/// the server it leads to. Given, for exercise 7.7.
///
/// ```
///   open:  TCP ──► TLS, if wanted ──► PING, PONG ──► OPEN ──► ... ──► CLOSED
///                                     the server's     │ call        any failure; a call without
///                                     instance id      └─┘           its reply in time; close()
/// ```
///
/// A thread of its own reads what comes, so the end of the stream is noticed at once, also between
/// two calls. One call at a time, which is the caller's duty; the other methods are safe for use by
/// many threads.
final class FrameConnection implements AutoCloseable {
    /// What the connections of a client share.
    ///
    /// @param tls whom to trust, and the client's own certificate; empty for no TLS
    /// @param maxPayload the longest payload of a request or a reply, in bytes
    record Settings(
            HappyEyeballs connector,
            Optional<SSLContext> tls,
            KeepAlive keepAlive,
            int maxPayload,
            NanoClock clock) {}

    private record Waiting(long id, CompletableFuture<Frame> reply) {}

    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Socket raw;
    private final Socket socket;
    private final FrameEncoder encoder;
    private final FrameDecoder decoder;
    private final NanoClock clock;
    private volatile Waiting waiting = new Waiting(0, new CompletableFuture<>());
    private volatile IOException lost;
    private volatile long lastHeard;
    private long instanceId;

    private FrameConnection(Socket raw, Socket socket, Settings settings) {
        this.raw = raw;
        this.socket = socket;
        encoder = new FrameEncoder(settings.maxPayload());
        decoder = new FrameDecoder(Math.max(settings.maxPayload(), Long.BYTES)); // a PONG
        clock = settings.clock();
    }

    /// Connects, shakes hands if it is to be TLS, and asks for the server's instance id.
    ///
    /// With TLS the certificate must be for `server.host()` (T1), which is sent along as SNI.
    ///
    /// @throws ServerBusyException if the server has no place for another connection
    /// @throws SocketTimeoutException if that was not done by the deadline
    /// @throws IOException if there is no connection, no trust, or no right answer; nothing stays
    ///   open then
    /// @throws InterruptedException if the thread is interrupted; nothing stays open then
    static FrameConnection open(Endpoint server, Settings settings, Deadline deadline)
            throws IOException, InterruptedException {
        var raw = settings.connector().connect(server, deadline);
        try {
            raw.setTcpNoDelay(true); // B11
            settings.keepAlive().apply(raw);
            var socket = raw;
            if (settings.tls().isPresent()) {
                socket = ClientTls.over(raw, server, settings.tls().get(), deadline);
            }
            var connection = new FrameConnection(raw, socket, settings);
            Thread.ofVirtual().name("frame-reader-" + server).start(connection::readFrames);
            connection.instanceId = connection.ping(deadline);
            return connection;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            raw.close();
            throw e;
        }
    }

    /// Returns the number that the server has drawn when it was started: another one, another
    /// incarnation, which knows nothing of what the earlier one has done.
    long instanceId() {
        return instanceId;
    }

    /// Whether it can be used, as far as is known: nothing is sent.
    boolean isOpen() {
        return lost == null;
    }

    /// Whether it can be used: asks the server, if nothing was heard of it for a second.
    boolean isAlive(Deadline deadline) {
        if (isOpen() && clock.nanoTime() - lastHeard < SILENCE.toNanos()) {
            return true;
        }
        try {
            return ping(deadline) == instanceId;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long ping(Deadline deadline) throws IOException, InterruptedException {
        var pong = exchange(new Frame(FrameType.PING, 0), deadline);
        if (pong.type() != FrameType.PONG || pong.payload().remaining() != Long.BYTES) {
            throw lose(new ProtocolException("a " + pong + " for a ping"));
        }
        return pong.payload().getLong();
    }

    /// Sends a request, and returns the frame that answers it: a `RESPONSE` or an `ERROR`.
    ///
    /// Whatever it throws, the connection is closed then.
    ///
    /// @throws ServerBusyException if the server had no room, and has not run the request
    /// @throws SocketException if the connection was not open, and nothing was sent, or it broke
    /// @throws SocketTimeoutException if there was no answer by the deadline
    /// @throws IOException if there will be none: the server may have run the request, or not
    /// @throws InterruptedException if the thread is interrupted; the request may have been sent
    /// @throws IllegalArgumentException if the request is longer than the maximum
    Frame call(Frame request, Deadline deadline) throws IOException, InterruptedException {
        var reply = exchange(request, deadline);
        if (reply.type() != FrameType.RESPONSE && reply.type() != FrameType.ERROR) {
            throw lose(new ProtocolException("a " + reply + " for a request"));
        }
        return reply;
    }

    private Frame exchange(Frame frame, Deadline deadline)
            throws IOException, InterruptedException {
        var reply = new CompletableFuture<Frame>();
        waiting = new Waiting(frame.requestId(), reply);
        if (lost != null) { // looked up behind the line before, so that no call is forgotten
            throw busyOr(new SocketException("closed before anything was sent", lost));
        }
        try {
            write(frame, deadline);
            return reply.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw lose(new SocketTimeoutException("no answer by the deadline"));
        } catch (InterruptedException | RuntimeException e) {
            lose(new SocketException("given up")); // E3: the answer may come yet, for nobody
            throw e;
        } catch (ExecutionException e) {
            throw lose((IOException) e.getCause());
        } catch (IOException e) {
            lose(e);
            if (Thread.interrupted()) { // E10: how a virtual thread is told in a write
                throw new InterruptedException();
            }
            throw busyOr(ClientTls.late(deadline, e));
        }
    }

    /// A server without a place says so before it is asked, and then closes.
    private IOException busyOr(IOException failure) {
        return lost instanceof ServerBusyException busy ? busy : failure;
    }

    private void write(Frame frame, Deadline deadline) throws IOException {
        var bytes = new ByteArrayOutputStream(encoder.encodedLength(frame));
        for (var part : encoder.encode(frame)) {
            var copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        try (var _ = Watchdog.closing(raw, deadline.remaining())) { // E4
            bytes.writeTo(socket.getOutputStream()); // in one write: B11
        }
    }

    private void readFrames() {
        var chunk = new byte[8192];
        try {
            var in = socket.getInputStream();
            for (int n = in.read(chunk); n != -1; n = in.read(chunk)) {
                lastHeard = clock.nanoTime();
                decoder.decode(ByteBuffer.wrap(chunk, 0, n), this::received);
            }
            lose(new EOFException("the server has closed the connection"));
        } catch (IOException e) {
            lose(e);
        }
    }

    private void received(Frame frame) {
        var call = waiting;
        if (frame.type() == FrameType.BUSY) {
            lose(new ServerBusyException(new String(frame.payloadBytes(), UTF_8)));
        } else if (frame.requestId() != call.id() || !call.reply().complete(frame)) {
            lose(new ProtocolException("a frame that nobody has asked for: " + frame));
        }
    }

    /// Closes the connection for a reason, the first one that there is, and returns `reason`.
    private <E extends IOException> E lose(E reason) {
        synchronized (this) {
            if (lost == null) {
                lost = reason;
            }
        }
        waiting.reply().completeExceptionally(lost);
        try {
            raw.close(); // T10: not the TLS socket, whose close waits for a write that is stuck
        } catch (IOException _) {
            // It is given up; there is nobody to tell.
        }
        return reason;
    }

    /// Closes the connection; a call that is under way fails. Closing a second time does nothing.
    @Override
    public void close() {
        lose(new SocketException("closed"));
    }
}
