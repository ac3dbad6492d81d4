package robustnet.platform;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import robustnet.basics.Endpoint;
import robustnet.basics.RequestFailedException;
import robustnet.concurrency.BackendState;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.ConnectionPool;
import robustnet.concurrency.NoBackendException;
import robustnet.errors.Deadline;
import robustnet.errors.ServerBusyException;

/// The client's side of the whole course: calls to several [RobustServer]s of which any may be
/// slow, broken or gone.
///
/// ```
///   call ──► retrier 3.4 ──► balancer 6.5 ──► pool 6.4 ──► connection ──► server
///              │ deadline     │ breaker 3.6     │            7.4, TLS 5.3
///              │ budget       │ health          └─ its own for each server
///              ▼ reply, or why there is none
/// ```
///
/// **When a request is sent again.** All attempts of a call have one request id: a whole `nextLong`
/// of the builder's `random`. What an attempt has left behind decides where the next one may go:
///
/// ```
///   nothing was sent, or BUSY, or idempotent     any server
///   sent, no answer, not idempotent              bound: only the same incarnation of the same
///                                                server, which knows the id: it runs nothing twice
///   bound, and BUSY or not reached               bound still: the earlier attempt may have run
/// ```
///
/// If that incarnation is gone, nobody knows the outcome: [UnknownOutcomeException]. Final are an
/// answer (an `ERROR` too), a peer that cannot be trusted, an interrupt and an unknown outcome. All
/// else is tried again, a [NoBackendException] and a broken format too.
///
/// A server where an attempt of the call has failed or met `BUSY` gets another only if no other is
/// fit. Failures count against a server's circuit, but not `BUSY`, `ERROR`, a restart (it is there)
/// nor an interrupt, a full pool, a close of the client (the client's own). Until `close`,
/// something calls `maintain` of each server's pool about once a second.
///
/// Safe for use by many threads.
public final class RobustClient implements AutoCloseable {

    RobustClient(ClientSettings settings) {
        throw new UnsupportedOperationException(
                "TODO 7.7: keep the settings, make a balancer and the pools");
    }

    /// Returns a builder with the default settings.
    public static RobustClientBuilder builder() {
        return new RobustClientBuilder();
    }

    /// Sends a request that must not be run twice, and returns the reply. The request runs once or
    /// not at all; which one, is known unless [UnknownOutcomeException] is thrown.
    ///
    /// @param deadline when the call must be over, whatever happens; only the lookup of a host
    ///   cannot be cut short
    /// @throws RequestFailedException if the server answered that the request failed
    /// @throws UnknownOutcomeException if the request was sent, there is no answer, and there will
    ///   be none: the server was restarted, or time or attempts are used up
    /// @throws SocketTimeoutException if the deadline passed first; the request did not run
    /// @throws ServerBusyException if there was no room for it at the last server that was asked
    /// @throws NoBackendException if no server was fit to be asked when the last attempt began
    /// @throws IOException what the last attempt threw; the request did not run. The failures of
    ///   the earlier attempts are suppressed in it, or in the cause of an `UnknownOutcomeException`
    /// @throws InterruptedException if the thread is interrupted; the request may have run, or not
    /// @throws IllegalArgumentException if the request is longer than the maximum
    /// @throws IllegalStateException if the client is closed before the call begins
    public byte[] call(byte[] request, Deadline deadline) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("TODO 7.7: send it, again only where it is safe");
    }

    /// Sends a request that may be run any number of times, and returns the reply of one run. So it
    /// can be sent to another server when there is no answer, and may run at several.
    ///
    /// @param deadline when the call must be over
    /// @throws IOException as [#call(byte[], Deadline)] does, but never an
    ///   [UnknownOutcomeException]: what the last attempt threw, and the request may have run
    /// @throws InterruptedException as `call` does, and so with whatever else it throws
    public byte[] callIdempotent(byte[] request, Deadline deadline)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException("TODO 7.7: send it, again anywhere");
    }

    /// Returns what counts the connections and the calls of this client. A call counts once,
    /// however many attempts it has made, with the lengths of the payloads of its request and its
    /// reply and the time from its beginning to its end; it has failed if it threw.
    public ConnectionMetrics metrics() {
        throw new UnsupportedOperationException("TODO 7.7: the metrics");
    }

    /// Returns how many attempts were made beside the first ones of all calls.
    public long retries() {
        throw new UnsupportedOperationException(
                "TODO 7.7: count the attempts beside the first ones");
    }

    /// Returns how each server looks now, in the order in which they were given.
    public Map<Endpoint, BackendState> states() {
        throw new UnsupportedOperationException("TODO 7.7: ask the balancer");
    }

    /// Returns what each server's pool of connections holds now, in the same order.
    ///
    /// @return a map that does not change any more
    public Map<Endpoint, ConnectionPool.Stats> pools() {
        throw new UnsupportedOperationException("TODO 7.7: ask the pools");
    }

    /// Closes the client: idle connections at once, those of calls that are under way when these
    /// end. No attempt begins any more, so a call that needs another one fails as if it were its
    /// last. Closing a second time does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException("TODO 7.7: close the pools");
    }
}
