package robustnet.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.errors.FailureKind.LOST;
import static robustnet.errors.FailureKind.UNEXPECTED;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import robustnet.basics.ServerUnavailableException;

/// Which kind a failure must be.
final class FailureKindChecks {
    private FailureKindChecks() {}

    static void assertKind(FailureKind kind, Throwable... failures) {
        for (var failure : failures) {
            assertThat(FailureKind.of(failure)).as("the kind of: %s", failure).isEqualTo(kind);
        }
    }

    static void causesOfOthersDoNotCount() {
        assertKind(
                LOST,
                new IOException(new SocketTimeoutException()),
                new IOException(new CertificateException()),
                new ServerUnavailableException("no reply", new ConnectException()));
        assertKind(
                UNEXPECTED,
                new RuntimeException(new EOFException()),
                new IllegalArgumentException(new CertificateException()));
    }

    static void withTheInterruptStatusSet() {
        FailureKind kind;
        boolean status;
        Thread.currentThread().interrupt();
        try {
            kind = FailureKind.of(new SocketException("Closed by interrupt"));
        } finally {
            status = Thread.interrupted();
        }

        assertThat(kind)
                .as("the kind of a SocketException, in a thread whose interrupt status is set")
                .isEqualTo(LOST);
        assertThat(status).as("whether the thread's interrupt status is still set").isTrue();
    }

    static <T extends Exception> T withCause(T failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
