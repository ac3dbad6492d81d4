package robustnet.errors;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs an action unless it is closed in time. A write has no timeout in `java.net`, and only the
/// close of its socket by another thread ends it (E4).
final class WriteWatchdog implements AutoCloseable {
    private final CountDownLatch written = new CountDownLatch(1);

    private WriteWatchdog() {}

    static WriteWatchdog start(Duration limit, Runnable action) {
        var watchdog = new WriteWatchdog();
        Thread.ofVirtual().name("write-watchdog").start(() -> watchdog.watch(limit, action));
        return watchdog;
    }

    private void watch(Duration limit, Runnable action) {
        try {
            if (!written.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                action.run();
            }
        } catch (InterruptedException _) {
            // Nobody interrupts it.
        }
    }

    @Override
    public void close() {
        written.countDown();
    }
}
