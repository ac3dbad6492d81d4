package robustnet.concurrency;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tasks for an event loop, and waiting for what they do; never longer than 3 s.
final class LoopTasks {
    private static final int PATIENCE_SECONDS = 3;

    private LoopTasks() {}

    /// A task that executes itself again and again, as long as the server lives.
    static Runnable forEver(EventLoopServer server) {
        return new Runnable() {
            @Override
            public void run() {
                try {
                    server.execute(this);
                } catch (RejectedExecutionException _) {
                    // The server is closed, and that ends it.
                }
            }
        };
    }

    /// Closes a server; the shape fits handlers and threads.
    static byte[] close(EventLoopServer server) {
        server.close();
        return new byte[0];
    }

    static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("not within 3 s: " + what);
        }
    }

    static void within(CompletableFuture<?> result, String what)
            throws InterruptedException, ExecutionException {
        try {
            result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not within 3 s: " + what, e);
        }
    }

    static boolean isRefused(int port) {
        try (var _ = new LoopClient(port)) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }
}
