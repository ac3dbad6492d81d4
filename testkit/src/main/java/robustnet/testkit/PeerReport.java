package robustnet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import robustnet.testkit.PeerFailure.Kind;
import robustnet.testkit.PeerInput.Ending;
import robustnet.testkit.PeerInput.Received;

/// Words for one step of a peer that the program let down: in the transcript, and in the failure.
///
/// @param step the step in the transcript
/// @param kind what kind of step it is
/// @param what the step in words, "peer waited for 5 bytes"
/// @param patience how long the step was allowed to take
record PeerReport(Transcript.Step step, PeerStep kind, String what, Duration patience) {

    static String bytes(long n) {
        return n == 1 ? "1 byte" : n + " bytes";
    }

    /// The failure of a connect that ended in `e`.
    ///
    /// @throws UncheckedIOException if that does not come from the program at the other end
    PeerFailure notConnected(IOException e) {
        var failure =
                switch (e) {
                    case ConnectException _ -> failure(Kind.REFUSED, "a connection", "refused");
                    case SocketTimeoutException _ ->
                            failure(Kind.TIMEOUT, "a connection", nothing());
                    default -> throw new UncheckedIOException(e);
                };
        failure.initCause(e);
        return failure;
    }

    /// The failure of a write that ended in a reset or was not done in time.
    PeerFailure notSent(Ending ending) {
        String late = "not within " + patience.toMillis() + " ms";
        return ending == Ending.TIMEOUT
                ? failure(Kind.TIMEOUT, "read by your program", late)
                : failure(Kind.RESET, "read by your program", "cut off: the connection is closed");
    }

    /// The failure of a read that gave `received` instead of `expected`.
    PeerFailure notReceived(String expected, Received received) {
        byte[] data = received.data();
        String before = data.length == 0 ? "" : bytes(data.length) + ", then ";
        Kind failure =
                switch (received.ending()) {
                    case ENOUGH -> Kind.UNEXPECTED_BYTES;
                    case FIN -> Kind.END_OF_STREAM;
                    case RST -> Kind.RESET;
                    case TIMEOUT -> Kind.TIMEOUT;
                };
        String actual =
                switch (received.ending()) {
                    case ENOUGH -> "at least " + bytes(data.length);
                    case FIN -> before + PeerReceiver.FIN;
                    case RST -> before + PeerReceiver.RST;
                    case TIMEOUT -> before + nothing();
                };
        return failure(failure, expected, actual, data);
    }

    /// The failure of a comparison.
    PeerFailure notEqual(byte[] expected, byte[] actual) {
        int at = Arrays.mismatch(expected, actual);
        String details =
                "byte "
                        + at
                        + " should have been "
                        + Hex.describe(expected[at])
                        + ", but was "
                        + Hex.describe(actual[at]);
        step.fail(what, details + "\n" + Hex.difference(expected, actual));
        return step.witnessed(
                new PeerFailure(
                        Kind.MISMATCH, what + ": " + details, kind.usually(Kind.MISMATCH, false)));
    }

    private PeerFailure failure(Kind failure, String expected, String actual, byte... data) {
        String details = "should have been " + expected + ", but was " + actual;
        step.fail(what, data.length == 0 ? details : details + "\n" + Hex.dump(data));
        return step.witnessed(
                new PeerFailure(
                        failure, what + ": " + details, kind.usually(failure, data.length == 0)));
    }

    private String nothing() {
        return "nothing within " + patience.toMillis() + " ms";
    }
}
