package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import robustnet.basics.Endpoint;
import robustnet.basics.RequestFailedException;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameType;
import robustnet.concurrency.BackendState;
import robustnet.concurrency.ConnectionMetrics;
import robustnet.concurrency.ConnectionPool;
import robustnet.concurrency.LoadBalancer;
import robustnet.concurrency.NoBackendException;
import robustnet.errors.Deadline;
import robustnet.errors.FailureKind;
import robustnet.errors.Retrier;
import robustnet.errors.RetryBudget;
import robustnet.errors.ServerBusyException;
import robustnet.errors.Sleeper;
import robustnet.udp.NanoClock;

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

    private static final Set<FailureKind> FINAL =
            Set.of(FailureKind.REJECTED, FailureKind.UNTRUSTED, FailureKind.CANCELLED);

    private final ClientSettings settings;
    private final NanoClock clock;
    private final LoadBalancer<Endpoint> balancer;
    private final ServerPools pools;
    private final Retrier retrier;
    private final LongAdder retries = new LongAdder();

    RobustClient(ClientSettings settings) {
        this.settings = settings;
        clock = settings.connection().clock();
        balancer =
                new LoadBalancer<>(
                        settings.servers(),
                        settings.strategy(),
                        settings.healthy(),
                        settings.breaker(),
                        clock);
        pools = new ServerPools(settings);
        retrier =
                new Retrier(
                        settings.attempts(),
                        retry -> settings.backoff().delay(retry, settings.random()),
                        Sleeper.system(),
                        _ -> {});
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
        return run(request, false, deadline);
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
        return run(request, true, deadline);
    }

    private byte[] run(byte[] request, boolean idempotent, Deadline deadline)
            throws IOException, InterruptedException {
        if (pools.isClosed()) {
            throw new IllegalStateException("the client is closed");
        }
        if (request.length > settings.connection().maxPayload()) {
            throw new IllegalArgumentException("a request of " + request.length + " bytes");
        }
        long start = clock.nanoTime();
        var call = new RobustCall(settings.random().nextLong(), request, idempotent, deadline);
        settings.budget().ifPresent(RetryBudget::called);
        try {
            var reply = retrier.call(deadline, this::mayRetry, number -> attempt(call, number));
            settings.metrics().answered(since(start), reply.length, request.length);
            return reply;
        } catch (IOException e) {
            settings.metrics().failed(since(start));
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw call.conclude(e);
        }
    }

    /// What is left to do after an attempt, the call itself knows; here, whether to do it at all.
    private boolean mayRetry(IOException failure) {
        boolean isFinal =
                failure instanceof UnknownOutcomeException
                        || FINAL.contains(FailureKind.of(failure))
                        || pools.isClosed();
        return !isFinal && settings.budget().map(RetryBudget::tryRetry).orElse(true); // E12
    }

    private byte[] attempt(RobustCall call, int number) throws IOException {
        if (number > 1) { // counted here: after a pause there may be no attempt
            retries.increment();
        }
        try {
            var reply = exchange(call);
            if (reply.type() == FrameType.ERROR) {
                throw new RequestFailedException(new String(reply.payloadBytes(), UTF_8));
            }
            return reply.payloadBytes();
        } catch (TimeoutException e) {
            throw (IOException) new SocketTimeoutException("no connection").initCause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // E10: the retrier looks for it
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }

    private Frame exchange(RobustCall call)
            throws IOException, InterruptedException, TimeoutException {
        var limit = call.deadline().min(Deadline.after(settings.attemptTimeout(), clock));
        try (var choice = choose(call)) {
            try (var lease = pools.borrow(choice.backend(), limit)) {
                var reply = call.sendOn(lease.connection().frames(), choice.backend(), limit);
                lease.reusable(); // C9: the last step; who fails before does not get here
                choice.succeeded();
                return reply;
            } catch (IOException | TimeoutException e) {
                if (call.failedAt(choice.backend(), e)) {
                    choice.failed();
                }
                throw e;
            }
        }
    }

    private LoadBalancer.Choice<Endpoint> choose(RobustCall call) throws NoBackendException {
        if (call.boundTo().isPresent()) {
            var others = new HashSet<>(settings.servers());
            others.remove(call.boundTo().get());
            return balancer.choose(others);
        }
        try {
            return balancer.choose(call.avoided());
        } catch (NoBackendException _) {
            return balancer.choose();
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(clock.nanoTime() - start);
    }

    /// Returns what counts the connections and the calls of this client. A call counts once,
    /// however many attempts it has made, with the lengths of the payloads of its request and its
    /// reply and the time from its beginning to its end; it has failed if it threw.
    public ConnectionMetrics metrics() {
        return settings.metrics();
    }

    /// Returns how many attempts were made beside the first ones of all calls.
    public long retries() {
        return retries.sum();
    }

    /// Returns how each server looks now, in the order in which they were given.
    public Map<Endpoint, BackendState> states() {
        return balancer.states();
    }

    /// Returns what each server's pool of connections holds now, in the same order.
    ///
    /// @return a map that does not change any more
    public Map<Endpoint, ConnectionPool.Stats> pools() {
        return pools.stats();
    }

    /// Closes the client: idle connections at once, those of calls that are under way when these
    /// end. No attempt begins any more, so a call that needs another one fails as if it were its
    /// last. Closing a second time does nothing.
    @Override
    public void close() {
        pools.close();
    }
}
