package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.basics.Handler;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;

/// One client of a [TlsServer], on its own thread. The states are those of the server's diagram.
final class ServerConnection {
    private static final Logger log = LoggerFactory.getLogger(ServerConnection.class);

    private final Socket raw;
    private final TlsServer.Limits limits;

    /// @param raw the accepted socket; who has made it closes it
    ServerConnection(Socket raw, TlsServer.Limits limits) {
        this.raw = raw;
        this.limits = limits;
    }

    /// Serves the client until its connection ends.
    ///
    /// @throws IOException how it ended, if not by the end of the stream
    void run(SSLContext context, Consumer<SSLParameters> tuning, Admission admission)
            throws IOException {
        raw.setTcpNoDelay(true);
        // Layered, and the raw socket stays ours: an alert is not lost because TLS closes it, T10
        var tls = (SSLSocket) context.getSocketFactory().createSocket(raw, null, false);
        try {
            shakeHands(tls, tuning);
            raw.setSoTimeout(Checks.socketMillis(limits.idleTimeout())); // not for the handshake
            var frames = new FrameStream(tls, limits.maxPayload());
            try {
                answerRequests(frames, admit(admission, tls.getSession()));
            } catch (AuthenticationException e) {
                refuse(frames, e);
            }
        } finally {
            linger(tls);
        }
    }

    private void shakeHands(SSLSocket tls, Consumer<SSLParameters> tuning) throws IOException {
        var parameters = tls.getSSLParameters();
        tuning.accept(parameters);
        tls.setSSLParameters(parameters);
        // T6: the whole of it, because a client that drips satisfies every read timeout
        try (var _ = Watchdog.closing(raw, limits.handshakeTimeout())) {
            tls.startHandshake();
        }
    }

    private static Handler admit(Admission admission, SSLSession session)
            throws AuthenticationException {
        try {
            return admission.admit(session);
        } finally {
            Thread.interrupted();
        }
    }

    private void answerRequests(FrameStream frames, Handler handler) throws IOException {
        for (var frame = frames.read(); frame.isPresent(); frame = frames.read()) {
            write(frames, answer(frame.get(), handler));
        }
    }

    private Frame answer(Frame frame, Handler handler) throws ProtocolException {
        return switch (frame.type()) {
            case REQUEST -> answerRequest(frame, handler);
            case PING -> new Frame(FrameType.PONG, frame.requestId(), frame.payload());
            case RESPONSE, ERROR, PONG, BUSY ->
                    throw new ProtocolException("a client that sends a " + frame.type());
        };
    }

    private Frame answerRequest(Frame request, Handler handler) {
        try {
            var answer = handler.handle(request.payloadBytes());
            Objects.requireNonNull(answer, "the handler returned null");
            return reply(FrameType.RESPONSE, request, answer);
        } catch (Throwable e) { // B12: an Error, too, or it ends the thread without an answer
            if (!raw.isClosed()) { // what a handler that close() interrupts throws is no news
                log.warn("the handler failed: {}", e.toString());
            }
            return error(request, e);
        } finally {
            // Its interrupt status would close the socket at the next read. close() loses nothing:
            // it closes the socket before it interrupts
            Thread.interrupted();
        }
    }

    private void refuse(FrameStream frames, AuthenticationException reason) throws IOException {
        log.debug("refused a client: {}", reason.toString());
        var frame = frames.read();
        if (frame.isPresent()) {
            write(frames, error(frame.get(), reason));
        }
    }

    private static Frame error(Frame request, Throwable failure) {
        var message = Objects.requireNonNullElse(failure.getMessage(), "");
        return reply(FrameType.ERROR, request, message.getBytes(UTF_8));
    }

    private static Frame reply(FrameType type, Frame request, byte[] payload) {
        return new Frame(type, request.requestId(), ByteBuffer.wrap(payload));
    }

    /// E4: no timeout of a socket bounds a write.
    private void write(FrameStream frames, Frame reply) throws IOException {
        try (var _ = Watchdog.closing(raw, limits.writeTimeout())) {
            frames.write(reply);
        }
    }

    /// B16: closing a socket with unread input resets the connection, and the client may lose the
    /// last reply, or the alert that says why there is none.
    private void linger(SSLSocket tls) {
        if (raw.isClosed()) {
            return;
        }
        try (var _ = Watchdog.closing(raw, limits.writeTimeout())) {
            sayGoodbye(tls);
            raw.shutdownOutput();
            var dropped = new byte[8192];
            while (raw.getInputStream().read(dropped) != -1) {
                // Nobody asks for it any more.
            }
        } catch (IOException e) {
            log.debug("while lingering: {}", e.toString());
        }
    }

    /// Sends `close_notify`, unless an alert has ended the conversation already.
    private static void sayGoodbye(SSLSocket tls) {
        try {
            tls.shutdownOutput();
        } catch (IOException e) {
            log.debug("no goodbye: {}", e.toString());
        }
    }
}
