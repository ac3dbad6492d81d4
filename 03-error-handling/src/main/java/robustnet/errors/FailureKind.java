package robustnet.errors;

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
        throw new UnsupportedOperationException("TODO 3.1: tell the kind of a failure");
    }

    /// Whether the request may be sent again after a failure of this kind: the table at the head of
    /// this class.
    ///
    /// @param requestSent whether any byte of the request may have left, in this attempt or an
    ///   earlier one
    /// @param idempotent whether running the request twice has the same effect as running it once
    public boolean isRetryable(boolean requestSent, boolean idempotent) {
        throw new UnsupportedOperationException("TODO 3.1: decide on a retry");
    }
}
