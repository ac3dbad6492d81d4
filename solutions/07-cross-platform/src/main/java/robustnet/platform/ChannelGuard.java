package robustnet.platform;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Closes a channel when a piece of work on it takes too long: a blocking channel knows no timeout.
///
/// ```
///   try (var guard = ChannelGuard.closing(channel, limit)) {
///       // work that fails with a ClosedChannelException if the channel is closed meanwhile
///   }
///
///               after `limit`: closes the channel
///   WATCHING ──────────────────────────────────────► BITTEN
///       │
///       └──────────────────────────────────────────► CALLED_OFF     the channel stays as it is
///                         close()
/// ```
///
/// Safe for use by many threads. Given, for exercise 7.5.
final class ChannelGuard implements AutoCloseable {
    private enum State {
        WATCHING,
        BITTEN,
        CALLED_OFF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final CountDownLatch calledOff = new CountDownLatch(1);

    private ChannelGuard(Channel channel, Duration limit) {
        Thread.ofVirtual().name("channel-guard").start(() -> watch(channel, limit));
    }

    /// Starts to watch.
    ///
    /// @param limit how long the work may take; 0 for none at all
    static ChannelGuard closing(Channel channel, Duration limit) {
        return new ChannelGuard(channel, limit);
    }

    private void watch(Channel channel, Duration limit) {
        try {
            boolean inTime = calledOff.await(NANOSECONDS.convert(limit), NANOSECONDS);
            if (!inTime && state.compareAndSet(State.WATCHING, State.BITTEN)) {
                channel.close();
            }
        } catch (InterruptedException | IOException _) {
            // Nobody interrupts it; and the channel is closed as well as can be.
        }
    }

    /// Whether the limit was reached before the guard was called off.
    boolean hasBitten() {
        return state.get() == State.BITTEN;
    }

    /// Calls the guard off. Once this has returned, a channel that it has left open stays open.
    @Override
    public void close() {
        if (state.compareAndSet(State.WATCHING, State.CALLED_OFF)) {
            calledOff.countDown();
        }
    }
}
