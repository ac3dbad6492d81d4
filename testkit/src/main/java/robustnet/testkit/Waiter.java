package robustnet.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A named virtual thread that makes one call, which probably has to wait. For use by one thread.
public final class Waiter<T> implements AutoCloseable {
    /// How long anything may take that is bound to happen.
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    /// So many milliseconds a call has to show that it need not wait.
    private static final int A_WHILE = 500;

    private final FutureTask<T> call;
    private final Thread thread;

    private Waiter(String name, Callable<T> call) {
        this.call = new FutureTask<>(call);
        thread = Thread.ofVirtual().name(name).start(this.call);
    }

    /// Starts the call, which is interrupted when the test ends.
    public static <T> Waiter<T> start(Testbed bed, String name, Callable<T> call) {
        return bed.closing(new Waiter<>(name, call));
    }

    /// Returns when the thread is blocked in a method of this name, as [Parked] sees it.
    ///
    /// @throws AssertionError if it was not in time, or has ended
    public Waiter<T> blockedIn(String method) {
        Parked.await(thread, method);
        return this;
    }

    /// Returns when the thread is blocked in a method of this name, or has ended.
    ///
    /// @throws AssertionError if neither happened in time
    public Waiter<T> settledIn(String method) {
        try {
            return blockedIn(method);
        } catch (AssertionError e) {
            if (!isDone()) {
                throw e;
            }
            return this;
        }
    }

    /// For a call that need not wait for anybody.
    ///
    /// @throws AssertionError if it is blocked in its method of this name, and stays so for half a
    ///   second
    /// @throws InterruptedException if the caller is interrupted
    public void endsWithout(String blockedIn) throws InterruptedException {
        settledIn(blockedIn);
        for (int i = 0; i < A_WHILE && !isDone(); i++) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        if (!isDone()) {
            throw new AssertionError(
                    "the call of %s waits, though it need not".formatted(thread.getName()));
        }
    }

    /// Interrupts the call.
    public Waiter<T> interrupt() {
        thread.interrupt();
        return this;
    }

    /// Whether the call has returned or thrown.
    public boolean isDone() {
        return call.isDone();
    }

    /// What the call gave, within [#PATIENCE].
    ///
    /// @throws AssertionError if it threw, or did not end in time
    /// @throws InterruptedException if the caller is interrupted
    public T result() throws InterruptedException {
        if (!gaveResult()) {
            throw new AssertionError(
                    "the call of " + thread.getName() + " threw", call.exceptionNow());
        }
        return call.resultNow();
    }

    /// What the call threw, within [#PATIENCE].
    ///
    /// @throws AssertionError if it threw nothing, or did not end in time
    /// @throws InterruptedException if the caller is interrupted
    public Throwable failure() throws InterruptedException {
        if (gaveResult()) {
            throw new AssertionError(
                    "the call of %s threw nothing, and gave %s"
                            .formatted(thread.getName(), call.resultNow()));
        }
        return call.exceptionNow();
    }

    /// Waits for the end of the call, within [#PATIENCE].
    ///
    /// @return whether it gave something and did not throw
    /// @throws AssertionError if it did not end in time
    /// @throws InterruptedException if the caller is interrupted
    public boolean gaveResult() throws InterruptedException {
        try {
            call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException _) {
            return false;
        } catch (TimeoutException e) {
            throw new AssertionError("the call of " + thread.getName() + " did not end in time", e);
        }
    }

    /// Interrupts the call.
    @Override
    public void close() {
        thread.interrupt();
    }

    /// Waits, within [#PATIENCE], for something that is bound to happen.
    ///
    /// @throws AssertionError if it did not happen in time
    /// @throws InterruptedException if the caller is interrupted
    public static void until(String what, BooleanSupplier happened) throws InterruptedException {
        until(what, happened, PATIENCE);
    }

    static void until(String what, BooleanSupplier happened, Duration patience)
            throws InterruptedException {
        long start = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError("did not happen in time: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
