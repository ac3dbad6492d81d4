package robustnet.buffers;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import robustnet.errors.Deadline;

/// The state of an [Outbox] and its queue of encoded frames, of which the first may be half out.
/// Safe for use by many threads; its monitor is never held while anybody waits for a channel or a
/// listener.
final class WatermarkQueue {
    private enum State {
        WRITABLE,
        PAUSED,
        CLOSED,
        BROKEN
    }

    private final int lowWatermark;
    private final int highWatermark;
    private final Crossings crossings;
    private final Queue<ByteBuffer[]> frames = new ArrayDeque<>();
    private int bytes;
    private State state = State.WRITABLE;
    private Throwable failure;

    WatermarkQueue(int lowWatermark, int highWatermark, Crossings crossings) {
        this.lowWatermark = lowWatermark;
        this.highWatermark = highWatermark;
        this.crossings = crossings;
    }

    synchronized boolean isWritable() {
        return state == State.WRITABLE;
    }

    synchronized int bytes() {
        return bytes;
    }

    /// Adds a frame if there is room, or pauses.
    synchronized boolean add(ByteBuffer[] frame, int length) throws ClosedChannelException {
        if (state == State.CLOSED || state == State.BROKEN) {
            throw closed();
        }
        if (state == State.PAUSED) {
            return false;
        }
        if (length > highWatermark - bytes) { // F17: the bound is in bytes, and has no exception
            state = State.PAUSED;
            crossings.add();
            return false;
        }
        frames.add(frame);
        bytes += length;
        notifyAll();
        return true;
    }

    synchronized void awaitNotPaused(Deadline deadline)
            throws InterruptedException, TimeoutException {
        while (state == State.PAUSED) {
            long left = deadline.remaining().toNanos();
            if (left == 0) {
                throw new TimeoutException("no room for the frame, and the deadline has passed");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /// Waits for a frame to write. Returns false when there will be none.
    synchronized boolean awaitFrames() throws ClosedChannelException, InterruptedException {
        while (frames.isEmpty() && (state == State.WRITABLE || state == State.PAUSED)) {
            wait();
        }
        return head().isPresent();
    }

    /// What is left of the first frame.
    synchronized Optional<ByteBuffer[]> head() throws ClosedChannelException {
        if (state == State.BROKEN) {
            throw closed();
        }
        return Optional.ofNullable(frames.peek());
    }

    /// So many bytes of the first frame are out.
    synchronized void written(long n) {
        bytes -= (int) n;
        var frame = frames.element();
        if (!frame[frame.length - 1].hasRemaining()) {
            frames.remove();
        }
        if (n > 0 && state == State.PAUSED && bytes <= lowWatermark) {
            state = State.WRITABLE;
            crossings.add();
            notifyAll();
        }
    }

    synchronized void close() {
        if (state != State.BROKEN) {
            end(State.CLOSED);
        }
    }

    synchronized void broke(Throwable e) {
        failure = e;
        frames.clear();
        bytes = 0;
        end(State.BROKEN);
    }

    private void end(State last) {
        state = last;
        crossings.close();
        notifyAll();
    }

    private ClosedChannelException closed() {
        var closed = new ClosedChannelException();
        if (failure != null) {
            closed.initCause(failure);
        }
        return closed;
    }
}
