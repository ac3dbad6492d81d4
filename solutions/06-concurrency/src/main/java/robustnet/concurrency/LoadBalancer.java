package robustnet.concurrency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import robustnet.errors.CircuitBreaker;
import robustnet.errors.CircuitOpenException;
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

    private final Map<B, Slot> slots = new LinkedHashMap<>();
    private final Strategy strategy;
    private final Predicate<? super B> healthy;

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
        for (var backend : backends) {
            if (slots.put(backend, new Slot(backend, new CircuitBreaker(breaker, clock))) != null) {
                throw new IllegalArgumentException("twice the same backend: " + backend);
            }
        }
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("without a backend there is nothing to choose");
        }
        this.strategy = strategy;
        this.healthy = healthy;
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
        synchronized (slots) { // one after another: a strategy is asked by one thread at a time
            var candidates = new ArrayList<Slot>();
            var trials = new ArrayList<Slot>();
            for (var slot : slots.values()) {
                if (except.contains(slot.backend) || !healthy.test(slot.backend)) {
                    continue;
                }
                if (slot.breaker.state() == CircuitBreaker.State.CLOSED) {
                    candidates.add(slot);
                } else {
                    trials.add(slot);
                }
            }
            for (var slot : trials) {
                var trial = slot.tryOpen();
                if (trial.isPresent()) {
                    return trial.get();
                }
            }
            if (candidates.isEmpty()) {
                throw new NoBackendException("no backend is fit: " + states());
            }
            int[] outstanding = candidates.stream().mapToInt(slot -> slot.outstanding).toArray();
            return candidates.get(strategy.pick(outstanding)).tryOpen().orElseThrow();
        }
    }

    /// Returns how each backend looks now, in the order in which the constructor got them.
    ///
    /// @return a map that does not change any more
    public Map<B, BackendState> states() {
        synchronized (slots) {
            var states = new LinkedHashMap<B, BackendState>();
            slots.forEach((backend, slot) -> states.put(backend, slot.state()));
            return Collections.unmodifiableMap(states);
        }
    }

    /// A backend with what is known of it. Guarded by `slots`.
    private final class Slot {
        private final B backend;
        private final CircuitBreaker breaker;
        private int outstanding;

        Slot(B backend, CircuitBreaker breaker) {
            this.backend = backend;
            this.breaker = breaker;
        }

        Optional<Choice<B>> tryOpen() {
            try {
                var choice = new CountedChoice(this, breaker.acquire());
                outstanding++;
                return Optional.of(choice);
            } catch (CircuitOpenException _) {
                return Optional.empty();
            }
        }

        BackendState state() {
            return new BackendState(healthy.test(backend), breaker.state(), outstanding);
        }
    }

    private final class CountedChoice implements Choice<B> {
        private final Slot slot;
        private final CircuitBreaker.Permit permit;
        private final AtomicBoolean ended = new AtomicBoolean();

        CountedChoice(Slot slot, CircuitBreaker.Permit permit) {
            this.slot = slot;
            this.permit = permit;
        }

        @Override
        public B backend() {
            return slot.backend;
        }

        @Override
        public void succeeded() {
            end(permit::succeeded);
        }

        @Override
        public void failed() {
            end(permit::failed);
        }

        @Override
        public void close() {
            end(permit::close);
        }

        private void end(Runnable verdict) {
            if (ended.compareAndSet(false, true)) { // C19: however it ended, and once
                synchronized (slots) { // no circuit changes while somebody chooses
                    slot.outstanding--;
                    verdict.run();
                }
            }
        }
    }
}
