package robustnet.concurrency;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// A number of places, each taken by one. Safe for use by many threads.
final class Places {
    private final int number;
    private final Semaphore free;

    Places(int number) {
        this.number = number;
        free = new Semaphore(number);
    }

    /// Takes a place, if one is free; never waits.
    Optional<Place> tryTake() {
        return free.tryAcquire() ? Optional.of(new Place()) : Optional.empty();
    }

    int taken() {
        return number - free.availablePermits();
    }

    /// A place that is taken until it is closed.
    final class Place implements AutoCloseable {
        private final AtomicBoolean isBack = new AtomicBoolean();

        /// Gives the place back; closing again does nothing.
        @Override
        public void close() {
            if (isBack.compareAndSet(false, true)) { // C4: a permit given back twice is one more
                free.release();
            }
        }
    }
}
