package robustnet.testkit.junit;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps the JDK from closing sockets that the program dropped and the garbage collector found: a
/// leak must still be there when [LeakGuard] looks.
///
/// The JDK closes them on one thread of its own, its common cleaner. That thread is given something
/// to clean that takes until [#close()]. The cleaner is internal to the JDK: where the JVM was not
/// started with `--add-exports java.base/jdk.internal.ref=ALL-UNNAMED`, nothing is held, and a leak
/// may go unseen.
final class HeldCleaner implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CountDownLatch over = new CountDownLatch(1);

    private HeldCleaner() {}

    /// Holds the cleaner from here on, if that is possible.
    static HeldCleaner take() {
        var held = new HeldCleaner();
        try {
            var factory = Class.forName("jdk.internal.ref.CleanerFactory");
            hold((Cleaner) factory.getMethod("cleaner").invoke(null), held.over);
        } catch (ReflectiveOperationException _) {
            // not exported to us: the guard is less sure, the tests are the same
        }
        return held;
    }

    private static void hold(Cleaner cleaner, CountDownLatch over) {
        var begun = new CountDownLatch(1);
        // What is cleaned here must not be reachable from the action.
        cleaner.register(
                new Object(),
                () -> {
                    begun.countDown();
                    awaitUninterruptibly(over);
                });
        System.gc();
        try {
            // A collector that does not listen costs a second once, no more.
            begun.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch over) {
        while (true) {
            try {
                over.await();
                return;
            } catch (InterruptedException _) {
                // the cleaner's thread is not the program's to interrupt
            }
        }
    }

    /// Lets the cleaner go on with what has come together meanwhile.
    @Override
    public void close() {
        over.countDown();
    }
}
