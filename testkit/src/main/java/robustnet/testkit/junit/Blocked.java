package robustnet.testkit.junit;

import java.util.List;
import java.util.Locale;

/// What a thread that makes no progress is doing, read from its stack, and what that usually means.
enum Blocked {
    ACCEPT(
            "waits in accept()",
            "nobody connects: the client failed before it connected, or goes to another port"),
    CONNECT("waits in connect()", "the connection is not accepted, and connect has no timeout"),
    RECEIVE(
            "waits in receive()",
            "the datagram was lost, dropped or sent elsewhere, and the socket has no timeout"),
    READ(
            "waits in read()",
            "the other side waits too: a reply was never flushed, or the end of the stream never"
                    + " comes because nobody shut down their output; and the read has no timeout"),
    WRITE(
            "waits in write()",
            "the other side does not read: perhaps it is writing too, and both buffers are full"),
    SELECT(
            "waits in select()",
            "no channel is registered for what happens (its interest set), or nobody called wakeup()"
                    + " after a change"),
    HANDSHAKE(
            "waits in the TLS handshake",
            "the other side does not speak TLS, or waits for something else first; a handshake needs"
                    + " a timeout too"),
    LOCK(
            "waits for a lock",
            "the thread that holds the lock waits for something too, perhaps for this thread"),
    IDLE(
            "is an idle worker of an executor that was never shut down",
            "an executor is waiting for tasks: nobody closes it"),
    SLEEP("sleeps", "it sleeps longer than a test may take, or again and again in a loop"),
    WAIT("waits for another thread", "what it waits for never happens, or its thread has died"),
    SPIN(
            "is still running",
            "it is slow, or runs without end: a loop whose condition never becomes false, such as a"
                    + " read that returns -1 or 0 for ever");

    private final String does;
    private final String usually;

    Blocked(String does, String usually) {
        this.does = does;
        this.usually = usually;
    }

    String does() {
        return does;
    }

    String usually() {
        return usually;
    }

    static Blocked of(Thread.State state, List<StackTraceElement> stack) {
        if (state == Thread.State.BLOCKED) return LOCK;
        if (stack.stream().anyMatch(Blocked::waitsForTasks)) return IDLE;
        if (stack.stream().anyMatch(Blocked::shakesHands)) return HANDSHAKE;
        for (var frame : stack) {
            var type = frame.getClassName();
            if (type.equals("java.lang.Thread") && frame.getMethodName().startsWith("sleep"))
                return SLEEP;
            if (type.startsWith("java.util.concurrent.locks.ReentrantLock")
                    && stack.stream().noneMatch(Blocked::doesInputOrOutput)) return LOCK;
            if (doesInputOrOutput(frame)) {
                var call = call(frame.getMethodName());
                if (call != null) return call;
            } else if (!type.startsWith("java.") && !type.startsWith("jdk.")) {
                break;
            }
        }
        return state == Thread.State.RUNNABLE ? SPIN : WAIT;
    }

    private static boolean waitsForTasks(StackTraceElement frame) {
        return switch (frame.getClassName()) {
            case "java.util.concurrent.ThreadPoolExecutor" ->
                    frame.getMethodName().equals("getTask");
            case "java.util.concurrent.ForkJoinPool" -> frame.getMethodName().equals("awaitWork");
            default -> false;
        };
    }

    private static boolean doesInputOrOutput(StackTraceElement frame) {
        var type = frame.getClassName();
        return type.startsWith("sun.nio.ch.")
                || type.startsWith("java.net.")
                || type.startsWith("sun.security.ssl.")
                || type.startsWith("java.nio.channels.");
    }

    private static boolean shakesHands(StackTraceElement frame) {
        return frame.getClassName().startsWith("sun.security.ssl.")
                && frame.getMethodName().toLowerCase(Locale.ROOT).contains("handshake");
    }

    private static Blocked call(String method) {
        var name = method.toLowerCase(Locale.ROOT);
        if (name.contains("accept")) return ACCEPT;
        if (name.contains("connect")) return CONNECT;
        if (name.contains("select")) return SELECT;
        if (name.contains("receive")) return RECEIVE;
        if (name.contains("write")) return WRITE;
        if (name.contains("read") && !name.contains("thread")) return READ;
        return null;
    }
}
