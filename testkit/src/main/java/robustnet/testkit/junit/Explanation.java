package robustnet.testkit.junit;

import java.io.EOFException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import robustnet.testkit.FailureNote;
import robustnet.testkit.PeerFailure;

/// Attaches to a failure what helps to understand it: what its testbed saw, and what it usually
/// means.
final class Explanation {
    private Explanation() {}

    /// @param testbed the test's, or null where it had none
    static void attach(Throwable failure, NetworkTestbed testbed) {
        if (testbed != null) testbed.explain(failure);
        if (isExplained(failure)) return;
        usually(failure)
                .map(text -> new FailureNote(FailureNote.Kind.USUALLY, text))
                .ifPresent(failure::addSuppressed);
    }

    /// Gives `failure` what is known of a peer that was let down meanwhile: that comes first.
    static void lend(Throwable peer, Throwable failure) {
        if (!(peer instanceof PeerFailure) || isExplained(failure)) return;
        for (var note : peer.getSuppressed()) {
            if (note instanceof FailureNote) failure.addSuppressed(note);
        }
        if (isExplained(failure)) return;
        usually(peer)
                .map(text -> new FailureNote(FailureNote.Kind.USUALLY, text))
                .ifPresent(failure::addSuppressed);
    }

    /// Whether who saw it happen has said already what it means.
    private static boolean isExplained(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .anyMatch(s -> s instanceof FailureNote n && n.kind() == FailureNote.Kind.USUALLY);
    }

    private static Optional<String> usually(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case PeerFailure peer -> peer.usually();
                    // a subclass is the program's own, and says more than this
                    case ConnectException e when e.getClass() == ConnectException.class ->
                            "usually: nobody listens on that port: the server was not started, listens on"
                                    + " another address, or had not bound it when start() returned";
                    case BindException _ ->
                            "usually: another socket holds that port: one that was not closed, or a second"
                                    + " start";
                    case SocketTimeoutException _ ->
                            "usually: the other side waits too: a reply was never flushed, or it waits for an"
                                    + " end of stream that never comes";
                    case EOFException _ ->
                            "usually: the other side ended the stream before everything was sent";
                    default -> null;
                });
    }
}
