package robustnet.errors;

import java.time.Duration;
import robustnet.udp.NanoClock;

/// Stops calls to a server that fails too often, for a while, and then lets one through to see
/// whether it is back.
///
/// ```
///                    too many failures in the window
///         CLOSED ───────────────────────────────────────► OPEN ◄─────────────┐
///      every call                                      no call               │
///           ▲                                             │ the pause is     │
///           │                                             │ over, and a      │ the probe
///           │                                             │ call asks: it    │ failed
///           │            the probe succeeded              ▼ is the probe     │
///           └──────────────────────────────────────── HALF_OPEN ─────────────┘
///                                                    no other call
/// ```
///
/// Each call asks for a [Permit] first, and tells it how the call ended. Like this:
///
/// ```java
/// try (var permit = breaker.acquire()) {
///     try {
///         var reply = client.call(request);
///         permit.succeeded();
///         return reply;
///     } catch (SocketException e) {
///         permit.failed();
///         throw e;
///     }
/// }
/// ```
///
/// The window holds the outcomes of the latest calls, so many that its size is reached. Safe for
/// use by many threads; nothing in it blocks or takes long.
public final class CircuitBreaker {
    /// What a breaker lets through.
    public enum State {
        /// Every call.
        CLOSED,
        /// No call.
        OPEN,
        /// One call is on its way, the probe; no other.
        HALF_OPEN
    }

    /// When a breaker opens, and for how long.
    ///
    /// @param window how many outcomes it looks back at; 1 or more
    /// @param minimum how many of them there must be before it opens; from 1 to `window`
    /// @param failureRate the share of failures in the window at which it opens; more than 0, at
    ///   most 1
    /// @param pause how long it stays open; more than 0, and as long as you like
    public record Settings(int window, int minimum, double failureRate, Duration pause) {
        /// @throws IllegalArgumentException if a component is out of its range
        public Settings {
            if (window < 1 || minimum < 1 || minimum > window) {
                throw new IllegalArgumentException(
                        "window must be 1 or more and minimum from 1 to window, not %d and %d"
                                .formatted(window, minimum));
            }
            if (!(failureRate > 0 && failureRate <= 1)) {
                throw new IllegalArgumentException(
                        "failureRate must be more than 0 and at most 1, not " + failureRate);
            }
            if (!pause.isPositive()) {
                throw new IllegalArgumentException("pause must be more than 0, not " + pause);
            }
        }
    }

    /// The right to make one call. The first of its methods that is called counts, the others do
    /// nothing then. Safe for use by many threads.
    public interface Permit extends AutoCloseable {
        /// The call succeeded, as far as the health of the server goes: it has answered.
        void succeeded();

        /// The call failed, and the server or the way to it is to blame.
        void failed();

        /// The call ended without saying anything about the server. It counts as no outcome; if it
        /// was the probe, the next call that asks is the probe.
        @Override
        void close();
    }

    /// Creates a breaker that is CLOSED, with an empty window.
    ///
    /// @param clock tells the time
    public CircuitBreaker(Settings settings, NanoClock clock) {
        throw new UnsupportedOperationException("TODO 3.6: start closed");
    }

    /// Returns a permit for one call, if the state allows it.
    ///
    /// In CLOSED it always does. In OPEN it does when the pause is over, counted from the outcome
    /// that opened the breaker: the state is HALF_OPEN then, and the call is the probe, also if
    /// many threads ask at that moment.
    ///
    /// An outcome counts only in the state in which its permit was given: a call that began in
    /// CLOSED and ends after the breaker has opened changes nothing, neither then nor later.
    /// - In CLOSED an outcome enters the window, the oldest leaves if it was full. When the window
    ///   holds the minimum and the share of failures in it is at the failure rate or above, the
    ///   breaker opens and the window is emptied. A success never opens it.
    /// - In HALF_OPEN the probe's success closes the breaker; its failure opens it for another
    ///   pause.
    ///
    /// @throws CircuitOpenException if the state is HALF_OPEN, or OPEN and the pause is not over
    public Permit acquire() throws CircuitOpenException {
        throw new UnsupportedOperationException("TODO 3.6: give a permit, or refuse it");
    }

    /// Returns the state. It stays OPEN when the pause is over, until a call asks for a permit, and
    /// it is OPEN again when a probe ended without an outcome.
    public State state() {
        throw new UnsupportedOperationException("TODO 3.6: tell the state");
    }
}
