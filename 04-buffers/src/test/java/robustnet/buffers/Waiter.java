package robustnet.buffers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import robustnet.errors.Deadline;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// A named thread that makes one call, which probably has to wait.
final class Waiter<T> implements AutoCloseable {
    /// How long anything may take that is bound to happen.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final FutureTask<T> call;
    private final Thread thread;

    private Waiter(String name, Callable<T> call) {
        this.call = new FutureTask<>(call);
        thread = Thread.ofVirtual().name(name).start(this.call);
    }

    /// Starts the call, which is interrupted when the test ends.
    static <T> Waiter<T> start(Testbed bed, String name, Callable<T> call) {
        return bed.closing(new Waiter<>(name, call));
    }

    /// Returns when the thread is blocked in a method of this name.
    Waiter<T> blockedIn(String method) {
        Parked.await(thread, method);
        return this;
    }

    /// Returns when the thread is blocked in a method of this name, or has ended.
    Waiter<T> settledIn(String method) {
        try {
            return blockedIn(method);
        } catch (AssertionError e) {
            if (!isDone()) {
                throw e;
            }
            return this;
        }
    }

    /// Fails if the call, which need not wait for anybody, is blocked in its method of this name,
    /// and stays so.
    void endsWithout(String blockedIn) throws InterruptedException {
        settledIn(blockedIn);
        for (int i = 0; i < 500 && !isDone(); i++) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        if (!isDone()) {
            throw new AssertionError(
                    "the call of %s waits, though it need not".formatted(thread.getName()));
        }
    }

    Waiter<T> interrupt() {
        thread.interrupt();
        return this;
    }

    boolean isDone() {
        return call.isDone();
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

    /// Waits for the end of the call, and returns whether it gave something and did not throw.
    boolean gaveResult() throws InterruptedException {
        until("the call of " + thread.getName() + " ends", this::isDone);
        return call.state() == Future.State.SUCCESS;
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

    /// Waits, within the patience, for something that is bound to happen.
    static void until(String what, BooleanSupplier happened) throws InterruptedException {
        long start = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("did not happen in time: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    static Deadline in(Duration time) {
        return Deadline.after(time, System::nanoTime);
    }

    /// A deadline that no test should see the end of.
    static Deadline later() {
        return in(Duration.ofSeconds(60));
    }

    /// A deadline that has passed.
    static Deadline passed() {
        return in(Duration.ZERO);
    }
}
