package robustnet.concurrency;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/// A task that a [WorkQueue] has taken, and the future that tells its end.
record QueuedTask<T>(Callable<T> call, CompletableFuture<T> future) {
    /// Runs the task, unless it was cancelled.
    ///
    /// @param end called when it is over, and before its future says so
    void run(Runnable end) {
        if (future.isDone()) {
            end.run();
            return;
        }
        try {
            var result = call.call();
            end.run();
            future.complete(result);
        } catch (Throwable e) { // an Error, too, or it ends the worker
            end.run();
            future.completeExceptionally(e);
        }
    }

    /// Cancels the task.
    ///
    /// @return whether that changed anything; `CompletableFuture.cancel` would not tell
    boolean cancel() {
        return future.completeExceptionally(new CancellationException());
    }
}
