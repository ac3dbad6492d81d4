package robustnet.concurrency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static robustnet.buffers.FrameType.PONG;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.buffers.WireFormat;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// One connection of a [BoundedServer], on a virtual thread of its own. The states are those of the
/// server's diagram; READING and ANSWERING are one here, BUSY.
final class ServedConnection {
    private static final Logger log = LoggerFactory.getLogger(ServedConnection.class);

    private enum State {
        HANDSHAKE,
        IDLE,
        BUSY,
        ENDING
    }

    private final Socket socket;
    private final BoundedServer.Limits limits;
    private final RequestHandler handler;
    private final ServerEvents events;
    private final BooleanSupplier stopping;
    private final Consumer<ServedConnection> end;
    private final AtomicReference<State> state = new AtomicReference<>(State.HANDSHAKE);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("server-connection").unstarted(this::run);
    private volatile boolean isExcused;
    private volatile boolean isForced;
    private volatile boolean isHandling;

    /// @param stopping whether to take no further request
    /// @param end called when the connection is closed
    ServedConnection(
            Socket socket,
            BoundedServer.Limits limits,
            RequestHandler handler,
            ServerEvents events,
            BooleanSupplier stopping,
            Consumer<ServedConnection> end) {
        this.socket = socket;
        this.limits = limits;
        this.handler = handler;
        this.events = events;
        this.stopping = stopping;
        this.end = end;
    }

    void start() {
        thread.start();
    }

    /// Lets nobody wait for this connection any more, nor force it, if its own handler calls this.
    void excuseIfOwn() {
        if (thread == Thread.currentThread()) {
            isExcused = true;
            done.countDown();
        }
    }

    /// Waits until the connection has ended, if its own handler has called for the end of all.
    void joinIfExcused() {
        try {
            if (isExcused) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the connection has ended, and says whether it has within `patience`.
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends the connection, unless a request is in flight.
    void closeIfIdle() {
        if (state.compareAndSet(State.IDLE, State.ENDING)
                || state.compareAndSet(State.HANDSHAKE, State.ENDING)) {
            Sockets.closeAside(socket);
        }
    }

    /// Ends the connection, whatever it does.
    ///
    /// @return whether a request was in flight
    boolean force() {
        if (isExcused) {
            return false;
        }
        boolean wasBusy = state.get() == State.BUSY;
        isForced = true;
        if (isHandling) {
            thread.interrupt(); // C7: a handler need not heed it
        }
        Sockets.cutOffAside(socket); // C6: the one thing that ends a read or a write
        return wasBusy;
    }

    private void run() {
        try (socket) {
            converse();
        } catch (IOException e) {
            log.debug("a connection ended: {}", e.toString());
        } catch (Throwable e) { // C23: nothing that one connection throws is the others' affair
            log.warn("a connection was ended by a bug: {}", e.toString());
        } finally {
            state.set(State.ENDING);
            events.closed(); // before its place is free: never more of them than places
            end.accept(this);
            done.countDown();
        }
    }

    private void converse() throws IOException {
        events.accepted(socket);
        socket.setTcpNoDelay(true);
        Sockets.shakeHands(socket, limits.handshakeTimeout());
        if (!state.compareAndSet(State.HANDSHAKE, State.BUSY)) {
            return;
        }
        try {
            answerRequests(new FrameStream(socket, limits.maxPayload()));
        } catch (ProtocolException e) {
            log.debug("a client broke the format: {}", e.toString());
        }
        if (state.compareAndSet(State.BUSY, State.ENDING)) {
            Sockets.drain(socket);
        }
    }

    private void answerRequests(FrameStream frames) throws IOException {
        for (var frame = next(frames); frame.isPresent(); frame = next(frames)) {
            answer(frames, frame.get());
            if (stopping.getAsBoolean()) {
                return; // C25: this request was finished, the next one is not begun
            }
        }
    }

    private Optional<Frame> next(FrameStream frames) throws IOException {
        var ready = frames.frame();
        if (ready.isPresent()) {
            return ready;
        }
        if (!frames.hasBegun() && !awaitFirstByte(frames)) {
            return Optional.empty();
        }
        ready = frames.frame();
        return ready.isPresent() ? ready : awaitRest(frames);
    }

    /// @return false if there will be no further frame
    private boolean awaitFirstByte(FrameStream frames) throws IOException {
        state.set(State.IDLE);
        if (stopping.getAsBoolean()) { // asked after IDLE was set: who stops has seen that, or not
            state.compareAndSet(State.IDLE, State.BUSY);
            return false;
        }
        try (var _ = Watchdog.after(limits.idleTimeout(), this::closeIfIdle)) {
            boolean more = frames.read();
            return state.compareAndSet(State.IDLE, State.BUSY) && more;
        }
    }

    private Optional<Frame> awaitRest(FrameStream frames) throws IOException {
        // C26: one limit for all of it, or a client that drips keeps its place for ever
        var deadline = Deadline.after(limits.frameTimeout(), NanoClock.system());
        try (var _ = Watchdog.cuttingOff(socket, limits.frameTimeout())) {
            var frame = frames.frame();
            while (frame.isEmpty() && !deadline.hasPassed() && frames.read()) {
                frame = frames.frame();
            }
            return frame;
        }
    }

    private void answer(FrameStream frames, Frame frame) throws IOException {
        switch (frame.type()) {
            case REQUEST -> answerRequest(frames, frame);
            case PING ->
                    write(frames, reply(PONG, frame, () -> handler.pong(frame.payloadBytes())));
            case RESPONSE, ERROR, PONG, BUSY ->
                    throw new ProtocolException("a client that sends a " + frame.type());
        }
    }

    private void answerRequest(FrameStream frames, Frame request) throws IOException {
        long start = System.nanoTime();
        long id = request.requestId();
        var bytes = request.payloadBytes();
        var reply = reply(FrameType.RESPONSE, request, () -> handler.handle(id, bytes));
        int written = 0;
        try {
            write(frames, reply);
            written = FrameStream.bytesOf(reply);
        } finally {
            events.answered(
                    Duration.ofNanos(System.nanoTime() - start),
                    FrameStream.bytesOf(request),
                    written,
                    written == 0 || reply.type() == FrameType.ERROR);
        }
    }

    private Frame reply(FrameType type, Frame request, Callable<byte[]> answer) {
        isHandling = true;
        try {
            var payload = Replies.checked(answer.call(), WireFormat.HIGHEST_MAX_PAYLOAD);
            return new Frame(type, request.requestId(), ByteBuffer.wrap(payload));
        } catch (Throwable e) { // an Error, too, or it ends the thread without an answer
            var message = ByteBuffer.wrap(Replies.messageOf(e).getBytes(UTF_8));
            log.warn("the handler failed: {}: {}", e.getClass().getName(), Replies.messageOf(e));
            return new Frame(FrameType.ERROR, request.requestId(), message);
        } finally {
            isHandling = false;
            Thread.interrupted(); // C5: a status that is left behind would close the socket
        }
    }

    /// No timeout of a socket bounds a write.
    private void write(FrameStream frames, Frame reply) throws IOException {
        if (isForced) {
            throw new IOException("the server has been stopped");
        }
        try (var _ = Watchdog.cuttingOff(socket, limits.writeTimeout())) {
            frames.write(reply);
        }
    }
}
