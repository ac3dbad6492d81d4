package robustnet.concurrency;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameDecoder;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.Outbox;

/// One connection of an [EventLoop]: what has come and is not answered, what is answered and has
/// not gone, and what to wait for next. The states are those of [EventLoopServer].
///
/// ```
///   channel ──► decoder ──► inbox ──► handler ──► waiting ──► outbox ──► channel
///            a read, if                 only while the          flush, as far as
///            the inbox is empty         outbox has room         the client takes it
/// ```
///
/// Used by the loop's thread only.
final class LoopConnection {
    private static final Logger log = LoggerFactory.getLogger(LoopConnection.class);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Replies replies;
    private final QuietConnections quiet;
    private final BooleanSupplier stopping;
    private final Runnable closed;
    private final FrameDecoder decoder;
    private final Outbox outbox;
    private final Queue<Frame> inbox = new ArrayDeque<>();
    private Frame waiting; // the reply that has no room, or null
    private boolean isPaused;
    private boolean isAtEnd;

    /// @param stopping whether to run no further request
    /// @param closed called once, when the connection is closed
    LoopConnection(
            SocketChannel channel,
            SelectionKey key,
            EventLoopServer.Limits limits,
            Replies replies,
            QuietConnections quiet,
            BooleanSupplier stopping,
            Runnable closed) {
        this.channel = channel;
        this.key = key;
        this.replies = replies;
        this.quiet = quiet;
        this.stopping = stopping;
        this.closed = closed;
        decoder = new FrameDecoder(limits.maxPayload());
        outbox =
                new Outbox(
                        new FrameEncoder(limits.maxPayload()),
                        limits.lowWatermark(),
                        limits.highWatermark(),
                        new Pressure());
        quiet.moved(this);
    }

    /// Does what can be done without waiting, and asks the selector for what comes next.
    ///
    /// @param input is free for use meanwhile
    void ready(ByteBuffer input) {
        try {
            if (key.isReadable()) {
                read(input);
            }
            answerAndFlush();
            goOn();
        } catch (IOException | RuntimeException e) { // C23: this connection only
            log.debug("a connection ended: {}", e.toString());
            close();
        }
    }

    private void read(ByteBuffer input) throws IOException {
        int n = channel.read(input.clear());
        if (n > 0) {
            quiet.moved(this);
            decoder.decode(input.flip(), inbox::add);
        }
        isAtEnd = n == -1;
    }

    private void answerAndFlush() throws IOException {
        do {
            answer();
            int before = outbox.queuedBytes();
            outbox.flush(channel);
            if (outbox.queuedBytes() < before) {
                quiet.moved(this);
            }
        } while (!isPaused && hasWork()); // the flush has made room
    }

    /// F17: no request is begun for whose reply there is no room.
    private void answer() throws IOException {
        while (!isPaused && hasWork()) {
            if (waiting == null) {
                waiting = replies.to(inbox.remove());
            }
            if (outbox.offer(waiting)) {
                waiting = null;
            }
        }
    }

    private boolean hasWork() {
        return !stopping.getAsBoolean() && (waiting != null || !inbox.isEmpty());
    }

    /// C21: only what there is something to do for, or select returns at once, again and again: a
    /// channel is writable nearly always, and readable for ever behind the end of its stream.
    private void goOn() {
        boolean isAllOut = outbox.queuedBytes() == 0;
        if (isAtEnd && isAllOut) {
            close();
            return;
        }
        boolean isReading = !isAtEnd && !isPaused;
        key.interestOps((isReading ? OP_READ : 0) | (isAllOut ? 0 : OP_WRITE));
    }

    /// Closes the connection, and drops what waits. Closing a second time does nothing.
    void close() {
        if (!channel.isOpen()) {
            return;
        }
        quiet.forget(this);
        outbox.close();
        try {
            channel.close(); // cancels the key, too
        } catch (IOException e) {
            log.debug("while closing: {}", e.toString());
        }
        closed.run();
    }

    private final class Pressure implements Outbox.Listener {
        @Override
        public void paused() {
            isPaused = true;
        }

        @Override
        public void resumed() {
            isPaused = false;
        }
    }
}
