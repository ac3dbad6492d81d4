package robustnet.concurrency;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import robustnet.errors.CircuitBreaker;
import robustnet.udp.NanoClock;

/// Chooses the server for each call among several that can all answer it, and takes out those that
/// fail.
///
/// ```
///   all backends ──► healthy? ──► not excluded? ──► its circuit?
///                                                     │  CLOSED            candidate
///                                                     │  OPEN, pause over  trial: chosen at once
///                                                     ▼  otherwise         out
///      candidates ──► strategy ──► choice ──► the call ──► succeeded, failed, or closed
/// ```
///
/// Two things keep a backend out. The `healthy` predicate knows what others have found out, for
/// instance a [robustnet.udp.HeartbeatMonitor]. A [CircuitBreaker] for each backend knows how the
/// calls went that this balancer has sent there: it opens when too many fail. After its pause one
/// call goes there, the trial, and its success brings the backend back.
///
/// Each call takes a [Choice] and says how it ended. Like this:
///
/// ```java
/// try (var choice = balancer.choose()) {
///     try {
///         var reply = call(choice.backend(), request);
///         choice.succeeded();
///         return reply;
///     } catch (SocketException e) {
///         choice.failed();
///         throw e;
///     }
/// }
/// ```
///
/// Safe for use by many threads. Choosing and counting is one step: threads that choose at the same
/// time see each other's choices. Nothing in it waits for the network.
///
/// @param <B> names a backend, an address say; told apart by `equals`
public final class LoadBalancer<B> {
    /// One call to one backend, outstanding until the first of [#succeeded()], [#failed()] and
    /// [#close()]; whatever is called then does nothing. Safe for use by many threads.
    ///
    /// @param <B> names a backend
    public interface Choice<B> extends AutoCloseable {
        /// Returns the backend to call: the same each time, also when the call has ended.
        B backend();

        /// The call has ended, and the backend has answered it.
        void succeeded();

        /// The call has ended, and the backend or the way to it is to blame.
        void failed();

        /// The call has ended without saying anything about the backend: its circuit breaker hears
        /// of no outcome. If it was the trial, the next choice is the trial.
        @Override
        void close();
    }

    /// Creates a balancer with nothing outstanding and all circuits closed.
    ///
    /// @param backends 1 or more, all different; copied
    /// @param strategy picks among those that are fit; this balancer's own
    /// @param healthy whether a backend may be called, as far as is known beside its calls; asked
    ///   at each choice and by [#states()] while others wait, so it must answer at once. `_ ->
    ///   true` if nothing is known
    /// @param breaker when a backend's circuit opens, and for how long
    /// @param clock tells the time
    /// @throws IllegalArgumentException if there is no backend, or one twice
    public LoadBalancer(
            List<B> backends,
            Strategy strategy,
            Predicate<? super B> healthy,
            CircuitBreaker.Settings breaker,
            NanoClock clock) {
        throw new UnsupportedOperationException(
                "TODO 6.5: check the backends, and give each a circuit breaker");
    }

    /// Chooses a backend for one call, as [#choose(Set)] does with none excluded.
    ///
    /// @throws NoBackendException if no backend is fit
    public Choice<B> choose() throws NoBackendException {
        return choose(Set.of());
    }

    /// Chooses a backend for one call, none of `except`.
    ///
    /// A backend is fit if it is healthy, not in `except`, and its circuit is CLOSED, or OPEN with
    /// its pause over. If there is one of the last kind, it is chosen, and this call is its trial:
    /// nobody else gets it until the trial has ended. Otherwise the strategy picks among those that
    /// are fit, in the order in which the constructor got them; it sees the numbers of these only.
    /// The predicate may be asked about the others too, or not: both are right.
    ///
    /// What the predicate or the strategy throws goes to the caller, and nothing has been counted:
    /// a trial that was due is still due. A strategy that returns what is no index of a candidate
    /// causes an [IndexOutOfBoundsException].
    ///
    /// @param except those that the call must not go to, for instance because it failed there; may
    ///   hold what is no backend
    /// @return a choice that counts as outstanding from now on; end it in any case
    /// @throws NoBackendException if no backend is fit; its message names each backend
    public Choice<B> choose(Set<? extends B> except) throws NoBackendException {
        throw new UnsupportedOperationException(
                "TODO 6.5: a trial that is due, or what the strategy picks");
    }

    /// Returns how each backend looks now, in the order in which the constructor got them.
    ///
    /// @return a map that does not change any more
    public Map<B, BackendState> states() {
        throw new UnsupportedOperationException("TODO 6.5: how each backend looks now");
    }
}
