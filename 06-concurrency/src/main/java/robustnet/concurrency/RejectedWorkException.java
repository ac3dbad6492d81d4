package robustnet.concurrency;

import java.util.concurrent.RejectedExecutionException;

/// Thrown for a task that a [WorkQueue] does not take. It will never run, so what was acquired for
/// it must be given back by whoever gets this. Given, for exercise 6.2.
public final class RejectedWorkException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /// Why a task was not taken.
    public enum Reason {
        /// All places are taken. Later there may be one.
        FULL,
        /// The queue is closed, or was stopped. There will be no place any more.
        CLOSED
    }

    private final Reason reason;

    /// Creates one that says why.
    public RejectedWorkException(Reason reason) {
        super(
                switch (reason) {
                    case FULL -> "the work queue is full";
                    case CLOSED -> "the work queue is closed";
                });
        this.reason = reason;
    }

    /// Returns why the task was not taken.
    public Reason reason() {
        return reason;
    }
}
