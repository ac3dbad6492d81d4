package robustnet.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import robustnet.errors.Deadline;

/// The frames that wait to go out on one connection: a queue with a bound in bytes, which pushes
/// back when frames come faster than the other side reads.
///
/// ```
///                    a frame does not fit under the high watermark
///         WRITABLE ──────────────────────────────────────────────► PAUSED
///       frames that fit                                           no frame
///             ▲                                                       │
///             └───────────────────────────────────────────────────────┘
///                  no more than the low watermark is queued any more
///
///   from both:   close ─────────► CLOSED: no frame comes in, those that are there can go out
///   from all:    a write fails ─► BROKEN: nothing comes in and nothing goes out, ever again
/// ```
///
/// Many threads put frames in, by [#offer(Frame)] or [#put(Frame, Deadline)]. They go out by
/// [#flush(GatheringByteChannel)], which an event loop calls when its channel is ready, or by
/// [#writeUntilClosed(GatheringByteChannel)], which is all that a blocking writer thread does. Each
/// frame goes out whole, and in the order in which they came in.
///
/// Safe for use by many threads. Only these last two methods wait for the channel, and while they
/// do, all others go on.
public final class Outbox implements AutoCloseable {
    /// Is told when an outbox begins to push back, and when it ceases to.
    ///
    /// The two methods are called in turn, `paused` first, once for each change of the state, one
    /// call at a time, by a thread that is in a method of the outbox. Meanwhile this and every
    /// other thread can offer, flush and ask.
    ///
    /// If no call is going on, a change is told before the method that made it waits for anything:
    /// `paused` before a put waits for room, `resumed` before the next write.
    ///
    /// What a listener throws comes out of the outbox's method, and changes nothing for the outbox:
    /// what has changed meanwhile is told first, and all goes on. Once the outbox is closed or
    /// broken, no call begins any more: what was not told by then never is.
    public interface Listener {
        /// The outbox is PAUSED: stop reading from where the frames come.
        void paused();

        /// The outbox is WRITABLE again: go on.
        void resumed();
    }

    private enum Step {
        MOVED,
        STUCK,
        EMPTY
    }

    private record Entry(ByteBuffer[] buffers, int length) {}

    private final FrameEncoder encoder;
    private final int highWatermark;
    private final Crossings crossings;
    private final WatermarkQueue queue;

    /// Held by the one who writes, while the channel takes its time.
    private final ReentrantLock writing = new ReentrantLock();

    /// Held by the first of those who put; the others wait for it, in their order.
    private final ReentrantLock putting = new ReentrantLock(true);

    /// Creates an outbox that is empty and WRITABLE.
    ///
    /// @param encoder turns the frames into bytes
    /// @param lowWatermark of a paused outbox: so few queued bytes that it goes on; 0 or more
    /// @param highWatermark the most bytes that are ever queued; more than `lowWatermark`
    /// @throws IllegalArgumentException if a watermark is out of its range
    public Outbox(FrameEncoder encoder, int lowWatermark, int highWatermark, Listener listener) {
        if (lowWatermark < 0 || highWatermark <= lowWatermark) {
            throw new IllegalArgumentException(
                    "lowWatermark must be 0 or more and highWatermark above it, not %d and %d"
                            .formatted(lowWatermark, highWatermark));
        }
        this.encoder = encoder;
        this.highWatermark = highWatermark;
        crossings = new Crossings(listener);
        queue = new WatermarkQueue(lowWatermark, highWatermark, crossings);
    }

    /// Puts a frame into the queue, if the outbox is WRITABLE and the frame fits: if the queued
    /// bytes and its encoded length together are at most the high watermark. A frame that does not
    /// fit turns a WRITABLE outbox to PAUSED. Never waits.
    ///
    /// @return whether the frame is in the queue; if not, it is still the caller's
    /// @throws IllegalArgumentException if the encoded frame alone is longer than the high
    ///   watermark, or the encoder does not take it. Nothing has changed then
    /// @throws ClosedChannelException if the outbox is closed or broken
    public boolean offer(Frame frame) throws ClosedChannelException {
        return offer(encode(frame));
    }

    /// Puts a frame into the queue as [#offer(Frame)] does, and waits until that is possible. Those
    /// who wait here are served in the order in which they came; an offer does not stand in their
    /// line. The deadline matters only to who must wait.
    ///
    /// @throws IllegalArgumentException as with [#offer(Frame)]
    /// @throws TimeoutException if the deadline has passed; the frame is not in the queue
    /// @throws InterruptedException if the thread is interrupted, before or while it waits; the
    ///   frame is not in the queue. An interrupted thread that need not wait gets this too, or its
    ///   frame is in the queue and it stays interrupted: both are right
    /// @throws ClosedChannelException if the outbox is or gets closed or broken
    public void put(Frame frame, Deadline deadline)
            throws ClosedChannelException, InterruptedException, TimeoutException {
        var entry = encode(frame);
        if (!putting.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException("others wait, and the deadline has passed");
        }
        try {
            while (!offer(entry)) {
                queue.awaitNotPaused(deadline);
            }
        } finally {
            putting.unlock();
        }
    }

    /// Writes until the queue is empty, or the channel takes nothing more for now. The next flush
    /// goes on where this one stopped, also inside a frame. Header and payload of a frame are
    /// offered to the channel together. Threads that flush take turns.
    ///
    /// @param channel the connection, each time the same
    /// @return whether the queue was empty at the end; if not, flush again when the channel is
    ///   ready
    /// @throws ClosedChannelException if the outbox is broken
    /// @throws IOException what the channel throws when it fails. A part of a frame may have left,
    ///   and nothing must ever follow it: the outbox is BROKEN, and holds no frames any more. An
    ///   unchecked exception of the channel breaks it as well
    public boolean flush(GatheringByteChannel channel) throws IOException {
        while (true) {
            var step = writeSome(channel);
            crossings.tell();
            if (step != Step.MOVED) {
                return step == Step.EMPTY;
            }
        }
    }

    /// Writes frames as they come, until the outbox is closed and empty: the life of a writer
    /// thread. While it waits for frames, others can flush.
    ///
    /// @param channel the connection, in blocking mode
    /// @throws IllegalBlockingModeException if the channel is in non-blocking mode; if that is not
    ///   known before, when it takes nothing. The outbox goes on as it is: what the channel did not
    ///   take is still queued
    /// @throws InterruptedException if the thread is interrupted while the queue is empty. As long
    ///   as there are frames it writes them; a socket channel then fails by itself
    /// @throws ClosedChannelException if the outbox is or gets broken by another thread
    /// @throws IOException what the channel throws when it fails, as with
    ///   [#flush(GatheringByteChannel)]
    public void writeUntilClosed(GatheringByteChannel channel)
            throws IOException, InterruptedException {
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        while (queue.awaitFrames()) {
            if (!flush(channel)) {
                throw new IllegalBlockingModeException();
            }
        }
    }

    /// Whether the outbox is WRITABLE. By the time that you look at the answer, it may not be.
    public boolean isWritable() {
        return queue.isWritable();
    }

    /// Returns how many encoded bytes have come in and were not taken by the channel yet; never
    /// more than the high watermark.
    public int queuedBytes() {
        return queue.bytes();
    }

    /// Closes the outbox: nothing more comes in, those who wait in [#put(Frame, Deadline)] are told
    /// at once, and the frames that are there can still go out. Does not wait, and does not close
    /// the channel. Closing a second time does nothing.
    @Override
    public void close() {
        queue.close();
    }

    private Entry encode(Frame frame) {
        int length = encoder.encodedLength(frame);
        if (length > highWatermark) { // it would never fit
            throw new IllegalArgumentException(
                    "a frame of %d bytes, allowed: %d".formatted(length, highWatermark));
        }
        return new Entry(encoder.encode(frame), length);
    }

    private boolean offer(Entry entry) throws ClosedChannelException {
        boolean taken = queue.add(entry.buffers, entry.length);
        crossings.tell();
        return taken;
    }

    private Step writeSome(GatheringByteChannel channel) throws IOException {
        writing.lock(); // C24: or two threads would mix their frames
        try {
            var head = queue.head();
            if (head.isEmpty()) {
                return Step.EMPTY;
            }
            long n = write(channel, head.get());
            queue.written(n);
            return n > 0 ? Step.MOVED : Step.STUCK;
        } finally {
            writing.unlock();
        }
    }

    private long write(GatheringByteChannel channel, ByteBuffer[] frame) throws IOException {
        try {
            return channel.write(frame); // F5: the buffers keep the place where it stopped
        } catch (IOException | RuntimeException | Error e) {
            queue.broke(e);
            throw e;
        }
    }
}
