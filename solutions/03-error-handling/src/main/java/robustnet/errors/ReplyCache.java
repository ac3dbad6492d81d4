package robustnet.errors;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import robustnet.basics.Handler;

/// The server's half of sending a request again: it runs each request once, and answers a repeat
/// with what the first one gave.
///
/// ```
///   id is new                    run it ──► remember the outcome ──► outcome
///   id is running                wait for that run ────────────────► its outcome
///   id is remembered             ──────────────────────────────────► its outcome
/// ```
///
/// An outcome is a reply, an exception or an error. The memory is bounded: of the outcomes of
/// finished requests the oldest is forgotten first, and its request would run again. The oldest is
/// the one that was finished first; a repeat makes none younger. So a server should remember for
/// longer than its clients go on trying. Safe for use by many threads; requests with different ids
/// run side by side.
public final class ReplyCache {
    private final int capacity;
    private final Handler handler;
    private final Map<Long, CompletableFuture<byte[]>> outcomes = new HashMap<>();

    /// The ids whose outcomes are known, the oldest first.
    private final Queue<Long> finished = new ArrayDeque<>();

    /// Creates a cache that remembers nothing yet.
    ///
    /// @param capacity how many outcomes of finished requests it remembers; 1 or more. Running ones
    ///   are remembered beside them
    /// @param handler runs a request, in the thread that brings it
    /// @throws IllegalArgumentException if `capacity` is less than 1
    public ReplyCache(int capacity, Handler handler) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, not " + capacity);
        }
        this.capacity = capacity;
        this.handler = handler;
    }

    /// Answers a request: runs it if its id is new, otherwise waits for the outcome of the first
    /// one with this id, or takes it from memory. Callers must not change the array.
    ///
    /// @throws InterruptedException if the thread is interrupted while it waits for another run
    /// @throws Exception what the handler threw, also to the repeats, the same object; so too an
    ///   `Error`. A failure is an outcome, and half of the work may have been done
    public byte[] handle(long id, byte[] request) throws Exception {
        var mine = new CompletableFuture<byte[]>();
        var first = putIfNew(id, mine);
        if (first == null) {
            return run(id, request, mine);
        }
        try {
            return first.get(); // E6: the outcome of the first one, and no second run
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case Exception failure -> failure;
                case Error error -> throw error;
                default -> e;
            };
        }
    }

    private byte[] run(long id, byte[] request, CompletableFuture<byte[]> outcome)
            throws Exception {
        try {
            outcome.complete(handler.handle(request));
            return outcome.resultNow();
        } catch (Throwable failure) {
            outcome.completeExceptionally(failure);
            throw failure;
        } finally {
            remember(id);
        }
    }

    private synchronized CompletableFuture<byte[]> putIfNew(
            long id, CompletableFuture<byte[]> outcome) {
        return outcomes.putIfAbsent(id, outcome);
    }

    private synchronized void remember(long id) {
        finished.add(id);
        if (finished.size() > capacity) {
            outcomes.remove(finished.remove());
        }
    }
}
