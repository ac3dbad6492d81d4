package robustnet.errors;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import robustnet.udp.NanoClock;

/// A clock for two threads, who leave it at the same moment, and so meet in what they do next. One
/// that keeps the other out by a lock while it reads has nobody to meet, and leaves at once.
///
/// They wait for each other without blocking: whoever must be woken comes too late to meet.
final class MeetingClock implements NanoClock {
    private static final int THREADS = 2;
    private static final int MAX_MOMENTS = 2_000;
    private static final int MAX_ALONE = 20;
    private static final long RUN_UP = 500;

    private final Duration step;
    private final long latest;
    private final Set<Thread> all = ConcurrentHashMap.newKeySet();
    private final Set<Thread> reading = ConcurrentHashMap.newKeySet();
    private int ready;
    private int alone;
    private volatile int moments;
    private volatile boolean over;
    private volatile long start;
    private volatile boolean left;

    /// @param step how much time passes from one moment to the next
    /// @param budget after which there is no other moment
    MeetingClock(Duration step, Duration budget) {
        this.step = step;
        latest = System.nanoTime() + budget.toNanos();
    }

    /// Waits for the other thread. It is a new moment when both are here.
    ///
    /// @return whether there is one; there is none where they never meet
    boolean nextMoment() {
        all.add(Thread.currentThread());
        int before = moments;
        if (!isNew()) {
            while (moments == before && !over) {
                Thread.onSpinWait();
            }
        }
        return !over;
    }

    private synchronized boolean isNew() {
        ready = (ready + 1) % THREADS;
        if (ready == 0) {
            alone += left ? 1 : 0;
            over |= moments == MAX_MOMENTS || alone == MAX_ALONE || System.nanoTime() > latest;
            reading.clear();
            start = 0;
            left = false;
            moments += over ? 0 : 1;
        }
        return ready == 0;
    }

    /// How many moments there were.
    int moments() {
        return moments;
    }

    /// Says that there is no other moment.
    void end() {
        over = true;
    }

    @Override
    public long nanoTime() {
        if (reading.add(Thread.currentThread())) {
            if (reading.size() == THREADS && !left) {
                start = System.nanoTime() + RUN_UP;
            }
            while (start == 0 && !left && !over) {
                left = isAlone();
            }
            while (System.nanoTime() < start) {
                Thread.onSpinWait();
            }
        }
        return moments * step.toNanos();
    }

    private boolean isAlone() {
        return System.nanoTime() > latest
                || all.stream()
                        .filter(thread -> !reading.contains(thread))
                        .anyMatch(thread -> thread.getState() != Thread.State.RUNNABLE);
    }
}
