package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.errors.FailureKind.BUSY;
import static robustnet.errors.FailureKind.CANCELLED;
import static robustnet.errors.FailureKind.LOST;
import static robustnet.errors.FailureKind.PROTOCOL;
import static robustnet.errors.FailureKind.REJECTED;
import static robustnet.errors.FailureKind.TIMEOUT;
import static robustnet.errors.FailureKind.UNEXPECTED;
import static robustnet.errors.FailureKind.UNREACHABLE;
import static robustnet.errors.FailureKind.UNTRUSTED;
import static robustnet.errors.FailureKindChecks.assertKind;
import static robustnet.errors.FailureKindChecks.withCause;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.EnumSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.basics.RequestFailedException;
import robustnet.basics.ServerUnavailableException;
import robustnet.testkit.Exercise;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Testbed;

@Exercise(id = "3.1", title = "Kinds of failure", level = 2, minutes = 30, edit = FailureKind.class)
class FailureKindTest {
    @Test
    @DisplayName("a timeout is a timeout, although it extends InterruptedIOException (E5)")
    void tellsATimeoutFromAnInterrupt() {
        assertKind(TIMEOUT, new SocketTimeoutException(), new TimeoutException());
        assertKind(
                CANCELLED,
                new InterruptedIOException(),
                new InterruptedIOException() {},
                new InterruptedException(),
                new ClosedByInterruptException(),
                new CancellationException());
    }

    @Test
    @DisplayName("where no connection was made, the server is unreachable")
    void tellsWhereNoConnectionWasMade() {
        assertKind(
                UNREACHABLE,
                new ConnectException(),
                new NoRouteToHostException(),
                new PortUnreachableException(),
                new UnknownHostException(),
                new UnresolvedAddressException(),
                new CircuitOpenException("not even tried"));
    }

    @Test
    @DisplayName("a connection that broke is lost, whatever the message says (X12)")
    void looksAtNoMessage() {
        assertKind(
                LOST,
                new SocketException("Connection reset"),
                new SocketException("Broken pipe"),
                new SocketException("Verbindung vom Partner zurückgesetzt"),
                new SocketException(),
                new SocketException("Connection refused"),
                new SocketException("Socket closed"),
                new SocketException("Closed by interrupt"),
                new IOException("Read timed out"),
                new BindException(),
                new EOFException(),
                new ClosedChannelException(),
                new AsynchronousCloseException(),
                new ServerUnavailableException("ended before a whole reply", null));
        assertKind(UNREACHABLE, new ConnectException("Connection timed out"));
    }

    @Test
    @DisplayName("a thread's interrupt status changes no failure, and stays as it is")
    void leavesTheInterruptStatusAlone() {
        FailureKindChecks.withTheInterruptStatusSet();
    }

    @Test
    @DisplayName("what this system's sockets really throw is told apart (X12)")
    void classifiesWhatSocketsThrow(Testbed bed) throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, bed.loopback())) {
            port = closed.getLocalPort();
        }
        assertKind(UNREACHABLE, catchThrowable(() -> new Socket(bed.loopback(), port).close()));

        var reset = bed.closing(SocketPair.withResetConnection()).near();
        assertKind(LOST, catchThrowable(() -> reset.getInputStream().read()));

        var silent = bed.closing(SocketPair.open()).near();
        silent.setSoTimeout(1);
        assertKind(TIMEOUT, catchThrowable(() -> silent.getInputStream().read()));
    }

    @Test
    @DisplayName("an answer that says no is told from an answer that says not now")
    void tellsTheAnswersApart() {
        assertKind(BUSY, new ServerBusyException("try later"));
        assertKind(REJECTED, new RequestFailedException("no such account"));
        assertKind(PROTOCOL, new ProtocolException("a frame of -1 bytes"));
    }

    @Test
    @DisplayName("a peer that cannot prove who it is is never trusted later (E5)")
    void findsACertificateAmongTheCauses() {
        assertKind(
                UNTRUSTED,
                new SSLPeerUnverifiedException("another host's certificate"),
                withCause(new SSLHandshakeException(""), new CertificateException()),
                withCause(new SSLHandshakeException(""), new CertificateExpiredException()),
                new SSLException(
                        new IOException(new GeneralSecurityException(new CertificateException()))));
    }

    @Test
    @DisplayName("a handshake that the network broke is the network's failure")
    void looksThroughTlsForTheNetwork() {
        assertKind(LOST, withCause(new SSLHandshakeException(""), new EOFException()));
        assertKind(LOST, new SSLException(new SocketException("Connection reset")));
        assertKind(TIMEOUT, new SSLException(new SocketTimeoutException()));
        assertKind(
                TIMEOUT,
                new SSLException(withCause(new SSLException(""), new SocketTimeoutException())));
        assertKind(
                PROTOCOL,
                new SSLHandshakeException("no cipher suites in common"),
                new SSLProtocolException("unexpected message"),
                new SSLException(new IllegalStateException()));
    }

    @Test
    @DisplayName("a failure that another thread met is what it is, however it was wrapped")
    void unwrapsWhatOtherThreadsThrew() {
        assertKind(TIMEOUT, new ExecutionException(new SocketTimeoutException()));
        assertKind(LOST, new UncheckedIOException(new EOFException()));
        assertKind(
                UNREACHABLE,
                new CompletionException(
                        new ExecutionException(new UncheckedIOException(new ConnectException()))));
        assertKind(UNEXPECTED, new ExecutionException(new NullPointerException()));
        assertKind(UNEXPECTED, new CompletionException("no cause at all", null));
    }

    @Test
    @DisplayName("nothing but the three wrappers is unwrapped, whatever its cause")
    void unwrapsNothingElse() {
        FailureKindChecks.causesOfOthersDoNotCount();
    }

    @Test
    @DisplayName("what is no failure of the network is unexpected")
    void tellsBugsFromFailures() {
        assertKind(
                UNEXPECTED,
                new NullPointerException(),
                new IllegalStateException(new SocketTimeoutException()),
                new GeneralSecurityException(),
                new StackOverflowError());
        assertThatThrownBy(() -> FailureKind.of(null), "null is no failure")
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    @DisplayName(
            "a lost request is sent again if it was not sent, or if a second run is harmless (E5)")
    void repeatsALostRequestOnlyIfHarmless() {
        for (var kind : EnumSet.of(UNREACHABLE, LOST)) {
            assertDecision(kind, false, false, true);
            assertDecision(kind, false, true, true);
            assertDecision(kind, true, true, true);
            assertDecision(kind, true, false, false);
        }
    }

    @Test
    @DisplayName("after a timeout a request that was sent is never sent again (E5)")
    void doesNotRepeatALateRequest() {
        assertDecision(TIMEOUT, false, false, true);
        assertDecision(TIMEOUT, false, true, true);
        assertDecision(TIMEOUT, true, false, false);
        assertDecision(TIMEOUT, true, true, false);
    }

    @Test
    @DisplayName(
            "a busy server has not run the request, and what would fail again is not repeated (E5)")
    void repeatsWhatWasNotRunAndNothingThatWouldFailAgain() {
        for (boolean sent : new boolean[] {false, true}) {
            for (boolean idempotent : new boolean[] {false, true}) {
                assertDecision(BUSY, sent, idempotent, true);
                for (var kind : EnumSet.range(REJECTED, UNEXPECTED)) {
                    assertDecision(kind, sent, idempotent, false);
                }
            }
        }
    }

    private static void assertDecision(
            FailureKind kind, boolean sent, boolean idempotent, boolean again) {
        assertThat(kind.isRetryable(sent, idempotent))
                .as(
                        "whether to send the request again after %s, if it was %s and is %s",
                        kind,
                        sent ? "sent" : "not sent",
                        idempotent ? "idempotent" : "not idempotent")
                .isEqualTo(again);
    }
}
