package robustnet.runner.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Makes one save of the many changes that an editor's save consists of: it waits until the files
/// are quiet, and a little longer while one is missing or empty. For use by one thread.
final class Settling {
    /// How long nothing must have happened.
    static final Duration QUIET = Duration.ofMillis(20);

    /// How long at most is waited for quiet: somebody may write all the time.
    static final Duration RESTLESS = Duration.ofMillis(250);

    /// How long a file may be missing or empty before that is what it is.
    static final Duration HALF_WRITTEN = Duration.ofMillis(400);

    private final Saves saves;
    private final Supplier<Snapshot> look;
    private final LongSupplier nanoTime;
    private Snapshot seen;
    private long noticed;

    /// @param look reads the files as they are
    /// @param nanoTime the clock
    Settling(Saves saves, Supplier<Snapshot> look, LongSupplier nanoTime) {
        this.saves = saves;
        this.look = look;
        this.nanoTime = nanoTime;
        seen = look.get();
    }

    /// Waits for a save.
    ///
    /// @param patience how long at most before the first change
    /// @return the files whose content differs from what was seen last; empty if there is none
    Set<Path> next(Duration patience) throws InterruptedException {
        if (!saves.await(patience)) {
            return Set.of();
        }
        noticed = nanoTime.getAsLong();
        Snapshot now;
        do {
            boolean restless = true;
            while (restless && !passed(RESTLESS)) {
                restless = saves.await(QUIET);
            }
            now = look.get();
        } while (now.inTheMiddle(seen) && !passed(HALF_WRITTEN) && waited());
        var changed = now.changedSince(seen);
        seen = now;
        return changed;
    }

    /// When the last save began to be noticed, on the clock given.
    long noticed() {
        return noticed;
    }

    private boolean passed(Duration time) {
        return nanoTime.getAsLong() - noticed >= time.toNanos();
    }

    private boolean waited() throws InterruptedException {
        saves.await(QUIET);
        return true;
    }
}
