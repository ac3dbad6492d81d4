package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// An outbox with a low watermark of 40 bytes and a high one of 100, the channel that it is flushed
/// to, and what its listener was told.
///
/// A frame without a payload has 20 bytes, one with n bytes has 24 + n.
final class OutboxBench implements Outbox.Listener {
    static final int LOW = 40;
    static final int HIGH = 100;

    final Outbox outbox = new Outbox(new FrameEncoder(), LOW, HIGH, this);
    final ValveChannel channel = new ValveChannel(0);
    final List<String> told = new CopyOnWriteArrayList<>();
    Runnable onPaused = () -> {};
    Runnable onResumed = () -> {};

    @Override
    public void paused() {
        told.add("paused");
        onPaused.run();
        told.add("-");
    }

    @Override
    public void resumed() {
        told.add("resumed");
        onResumed.run();
        told.add("-");
    }

    /// Offers frames of 20 bytes with the ids from `first` on, until one is not taken. Returns how
    /// many were.
    int fill(long first) throws IOException {
        return fill(first, 1000);
    }

    /// Offers that many at most.
    int fill(long first, int most) throws IOException {
        int taken = 0;
        while (taken < most && outbox.offer(frame(first + taken, 0))) {
            taken++;
        }
        return taken;
    }

    /// Offers a frame of 20 bytes, in a listener.
    boolean offered(long id) {
        try {
            return outbox.offer(frame(id, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets so many bytes through, and flushes.
    boolean flush(long bytes) throws IOException {
        return outbox.flush(channel.let(bytes));
    }

    /// Lets 60 bytes out, and closes.
    boolean flushAndClose() throws IOException {
        flush(60);
        outbox.close();
        return true;
    }

    /// Lets 60 bytes out, and fails at the next.
    boolean flushAndBreak() {
        var reset = new SocketException("reset");
        channel.failing(reset);
        assertThatThrownBy(() -> flush(60), "a flush that fails after 60 bytes").isSameAs(reset);
        return true;
    }

    /// Flushes all that is there.
    boolean flushAll() {
        try {
            return flush(1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A thread that puts a frame of 20 bytes, and waits.
    Waiter<Boolean> putting(Testbed bed, long id) {
        return Waiter.start(
                bed,
                "writer " + id,
                () -> {
                    outbox.put(frame(id, 0), Deadlines.later());
                    return true;
                });
    }

    /// A writer thread, for a channel that takes all.
    Waiter<Boolean> writing(Testbed bed) {
        return Waiter.start(
                bed,
                "writer",
                () -> {
                    outbox.writeUntilClosed(channel.let(1000));
                    return true;
                });
    }

    static Frame frame(long id, int length) {
        var payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (id + i);
        }
        return new Frame(FrameType.REQUEST, id, ByteBuffer.wrap(payload));
    }

    List<Long> sent() {
        return SentFrame.ids(channel.written());
    }
}
