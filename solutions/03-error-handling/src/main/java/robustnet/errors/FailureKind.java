package robustnet.errors;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import robustnet.basics.RequestFailedException;

/// What kind of failure an exception stands for, and whether the request may be sent again after
/// it.
///
/// ```
///                              not sent      sent,         sent,
///                              at all        idempotent    not idempotent
///   UNREACHABLE, LOST          again         again         never
///   TIMEOUT                    again         never         never
///   BUSY                       again         again         again
///   REJECTED, PROTOCOL,
///   UNTRUSTED, CANCELLED,      never         never         never
///   UNEXPECTED
/// ```
public enum FailureKind {
    /// No connection was made: nobody listens, no way there, no such host.
    UNREACHABLE,

    /// The connection was reset, or ended before the whole reply. What the server has done by then,
    /// nobody knows.
    LOST,

    /// No answer in time. The server may be at work on the request still.
    TIMEOUT,

    /// The server said that it has no room now, and that it has not run the request.
    BUSY,

    /// The server ran the request and answered with an error; it would answer the same again.
    REJECTED,

    /// One side broke the rules of the format, or both do not speak the same one.
    PROTOCOL,

    /// The peer could not prove who it is.
    UNTRUSTED,

    /// This side was told to stop.
    CANCELLED,

    /// Anything that is no failure of the network: a bug, most likely.
    UNEXPECTED;

    /// Tells the kind from the exception's type and its causes, never from its message, which
    /// differs between systems. A type includes its subtypes. The first rule that fits decides:
    ///
    /// 1. `ExecutionException`, `CompletionException`, `UncheckedIOException`: the kind of its
    ///    cause, if it has one.
    /// 2. `SSLPeerUnverifiedException`, or an `SSLException` with a `CertificateException` anywhere
    ///    among its causes: UNTRUSTED.
    /// 3. An `SSLException` whose cause is an `IOException`: the kind of that cause.
    /// 4. Any other `SSLException`, or `java.net.ProtocolException`: PROTOCOL.
    /// 5. `SocketTimeoutException`, `java.util.concurrent.TimeoutException`: TIMEOUT.
    /// 6. `InterruptedException`, `InterruptedIOException`, `ClosedByInterruptException`,
    ///    `CancellationException`: CANCELLED.
    /// 7. [ServerBusyException]: BUSY.
    /// 8. `robustnet.basics.RequestFailedException`: REJECTED.
    /// 9. `ConnectException`, `NoRouteToHostException`, `PortUnreachableException`,
    ///    `UnknownHostException`, `UnresolvedAddressException`: UNREACHABLE.
    /// 10. Any other `IOException`: LOST.
    /// 11. Anything else: UNEXPECTED.
    ///
    /// A socket that was closed by this side, or by the interrupt of a virtual thread, throws a
    /// plain `SocketException`, so it is LOST. Who closes or interrupts must remember it.
    ///
    /// @throws NullPointerException if `failure` is null
    public static FailureKind of(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        if (isWrapper(failure) && failure.getCause() != null) {
            return of(failure.getCause());
        }
        if (failure instanceof SSLException tls) {
            return ofTls(tls);
        }
        if (failure instanceof ProtocolException) {
            return PROTOCOL;
        }
        // E5: before InterruptedIOException, because a SocketTimeoutException is one
        if (failure instanceof SocketTimeoutException || failure instanceof TimeoutException) {
            return TIMEOUT;
        }
        if (isCancellation(failure)) {
            return CANCELLED;
        }
        if (failure instanceof ServerBusyException) {
            return BUSY;
        }
        if (failure instanceof RequestFailedException) {
            return REJECTED;
        }
        if (isUnreachable(failure)) {
            return UNREACHABLE;
        }
        // X12: a reset and a closed socket differ in their messages only, so not at all
        return failure instanceof IOException ? LOST : UNEXPECTED;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof UncheckedIOException;
    }

    private static FailureKind ofTls(SSLException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return UNTRUSTED;
        }
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return UNTRUSTED;
            }
        }
        // A connection that breaks in the handshake is the network's failure, in TLS's clothes.
        return failure.getCause() instanceof IOException network ? of(network) : PROTOCOL;
    }

    private static boolean isCancellation(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException
                || failure instanceof CancellationException;
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof PortUnreachableException
                || failure instanceof UnknownHostException
                || failure instanceof UnresolvedAddressException;
    }

    /// Whether the request may be sent again after a failure of this kind: the table at the head of
    /// this class.
    ///
    /// @param requestSent whether any byte of the request may have left, in this attempt or an
    ///   earlier one
    /// @param idempotent whether running the request twice has the same effect as running it once
    public boolean isRetryable(boolean requestSent, boolean idempotent) {
        return switch (this) {
            case UNREACHABLE, LOST -> !requestSent || idempotent;
            // E5: a server that is late is not made faster by a second copy of the request
            case TIMEOUT -> !requestSent;
            case BUSY -> true;
            case REJECTED, PROTOCOL, UNTRUSTED, CANCELLED, UNEXPECTED -> false;
        };
    }
}
