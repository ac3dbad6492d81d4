package robustnet.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Waits until a thread is really blocked in a call, so that a test can act then and not earlier.
public final class Parked {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofMillis(1);

    private Parked() {}

    /// Waits, at most 2 s, until `thread` is blocked in a method of this name: "accept", "read",
    /// "receive".
    ///
    /// @throws AssertionError with the thread's stack, if it was not blocked there in time or has
    ///   ended
    public static void await(Thread thread, String method) {
        await(thread, method, PATIENCE);
    }

    /// Waits until `thread` is blocked in a method of this name.
    ///
    /// @param thread a virtual or a platform thread
    /// @throws AssertionError with the thread's stack, if it was not blocked there within
    ///   `patience` or has ended
    public static void await(Thread thread, String method, Duration patience) {
        long start = System.nanoTime();
        StackTraceElement[] before = {};
        while (true) {
            StackTraceElement[] stack = thread.getStackTrace();
            // Twice the same: a native call that only passes by is not seen twice.
            if (isBlocked(thread, stack) && calls(stack, method) && Arrays.equals(stack, before)) {
                return;
            }
            if (System.nanoTime() - start > patience.toNanos() || !thread.isAlive()) {
                throw notParked(thread, method, stack);
            }
            before = stack;
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private static boolean isBlocked(Thread thread, StackTraceElement[] stack) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            // A platform thread in a system call such as poll counts as runnable.
            case RUNNABLE -> stack.length > 0 && stack[0].isNativeMethod();
            case NEW, TERMINATED -> false;
        };
    }

    private static boolean calls(StackTraceElement[] stack, String method) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals(method));
    }

    private static AssertionError notParked(
            Thread thread, String method, StackTraceElement[] stack) {
        String frames =
                Arrays.stream(stack)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
        return new AssertionError(
                (thread.getName().isEmpty() ? "a thread" : "thread " + thread.getName())
                        + " should have been blocked in "
                        + method
                        + ", but was "
                        + thread.getState()
                        + frames);
    }
}
