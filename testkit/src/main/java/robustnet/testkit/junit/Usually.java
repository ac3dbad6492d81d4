package robustnet.testkit.junit;

import java.util.Optional;
import robustnet.testkit.Standing.Doing;

/// What it usually means that a thread makes no progress: the more is known, the closer.
final class Usually {
    private static final String BOTH_WRITE =
            "both sides write and neither reads, until the buffers are full: read and write at the"
                    + " same time";
    private static final String DEADLOCK =
            "a deadlock: each of two threads holds a lock that the other one wants; take locks in the"
                    + " same order everywhere";

    private Usually() {}

    /// @param call the name of the JDK's method that the learner's code has called; empty if none
    /// @param peer what the test's peer is about
    /// @param locked whether several of the learner's threads wait for locks
    static String of(Blocked blocked, String call, Optional<Doing> peer, boolean locked) {
        var usual = blocked.usually();
        return "usually: "
                + switch (blocked) {
                    case READ -> read(blocked, peer.orElse(Doing.NOTHING));
                    case WRITE -> peer.equals(Optional.of(Doing.SENDING)) ? BOTH_WRITE : usual;
                    case LOCK -> locked ? DEADLOCK : usual;
                    case WAIT -> waiting(blocked, call);
                    case SPIN -> spinning(blocked, call);
                    default -> usual;
                };
    }

    /// Of a test's own thread that waits in accept.
    ///
    /// @param called the name of the learner's method that the test has called; one named accept is
    ///   meant to wait
    static String accepting(String called) {
        var name = called.replaceFirst("^lambda\\$(.+)\\$\\d+$", "$1");
        if (name.equals("accept")) return "usually: " + Blocked.ACCEPT.usually();
        boolean constructs = name.equals("<init>") || name.equals("new");
        return "usually: "
                + (constructs ? "the constructor" : name + "()")
                + " has not returned: it accepts clients on its caller's thread, which belongs on a"
                + " thread of the server's own";
    }

    private static String read(Blocked blocked, Doing peer) {
        return switch (peer) {
            case RECEIVING ->
                    "both sides wait: what your code wrote was never flushed, or was not all that the"
                            + " peer needs";
            case AWAITING_END ->
                    "both sides wait: the end of your stream never comes, for want of a"
                            + " shutdownOutput() after the last write";
            default -> blocked.usually();
        };
    }

    private static String waiting(Blocked blocked, String call) {
        return switch (call) {
            case "take", "poll", "put" ->
                    "the thread at the other end of the queue has ended, perhaps with an exception, or"
                            + " waits too";
            case "await" ->
                    "one of those that should count down or signal has ended with an exception, or"
                            + " waits too";
            case "get", "join", "close", "awaitTermination" ->
                    "the thread or task that is waited for does not end: it is blocked itself, and"
                            + " nobody closes its socket or interrupts it";
            case "acquire" -> "a permit was not given back on some way out: release in finally";
            case "wait" -> "nobody calls notify, or did so before the wait began";
            case "waitFor" -> "the other program does not end";
            default -> blocked.usually();
        };
    }

    private static String spinning(Blocked blocked, String call) {
        if (call.startsWith("read")) {
            return "at the end of the stream read returns -1, for ever (and 0 from a non-blocking"
                    + " channel without data): the loop must end there";
        }
        if (call.startsWith("select")) {
            return "a key stays ready: its channel is not read to the end or closed, or it keeps its"
                    + " interest in OP_WRITE with nothing to write";
        }
        if (call.startsWith("print") || call.equals("append")) {
            return "a loop that prints, and whose condition never becomes false";
        }
        return call.equals("available")
                ? "available() is 0 while nothing has come, and at the end of the stream too: read()"
                        + " waits, and tells the end"
                : blocked.usually();
    }
}
