package robustnet.concurrency;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import robustnet.errors.Deadline;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// A named thread that makes one call of a pool, and probably has to wait in it.
final class Borrower<T> implements AutoCloseable {
    /// How long anything may take that is bound to happen.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final FutureTask<T> call;
    private final Thread thread;

    private Borrower(String name, Callable<T> call) {
        this.call = new FutureTask<>(call);
        thread = Thread.ofVirtual().name(name).start(this.call);
    }

    /// Starts the call, which is interrupted when the test ends.
    static <T> Borrower<T> start(Testbed bed, String name, Callable<T> call) {
        return bed.closing(new Borrower<>(name, call));
    }

    /// Returns when the thread is blocked in a method of this name.
    Borrower<T> blockedIn(String method) {
        Parked.await(thread, method);
        return this;
    }

    Borrower<T> interrupt() {
        thread.interrupt();
        return this;
    }

    /// Returns what the call gave, within the patience.
    T result() throws Exception {
        try {
            return call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the call of " + thread.getName() + " threw", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the call of " + thread.getName() + " did not end in time", e);
        }
    }

    /// Returns what the call threw, within the patience.
    Throwable failure() throws Exception {
        try {
            var result = call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError(
                    "the call of " + thread.getName() + " threw nothing, and gave " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("the call of " + thread.getName() + " did not end in time", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    static Deadline in(Duration time) {
        return Deadline.after(time, System::nanoTime);
    }

    /// A deadline that no test should see the end of.
    static Deadline later() {
        return in(Duration.ofSeconds(60));
    }
}
