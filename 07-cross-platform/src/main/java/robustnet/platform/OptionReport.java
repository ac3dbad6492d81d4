package robustnet.platform;

import java.net.SocketOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What became of the socket options that were asked for, in the order in which they were.
///
/// An option that is missing is no reason to refuse service, and no reason to be silent either. So
/// whoever sets options hands back one of these, for the log.
///
/// Immutable, and safe for use by many threads.
///
/// @param outcomes one for each option
public record OptionReport(List<Outcome> outcomes) {
    /// What became of one option.
    public sealed interface Outcome {
        /// The option that it is about.
        SocketOption<?> option();
    }

    /// The option was set, and has this value now.
    public record Applied(SocketOption<?> option, Object value) implements Outcome {
        @Override
        public String toString() {
            return option + "=" + value;
        }
    }

    /// The option was set, and the system made something else of it.
    ///
    /// @param asked the value that it was set to
    /// @param got the value that was read back
    public record Adjusted(SocketOption<?> option, Object asked, Object got) implements Outcome {
        @Override
        public String toString() {
            return option + "=" + got + " (asked for " + asked + ")";
        }
    }

    /// The option was not set.
    ///
    /// @param reason why, for people
    public record NotApplied(SocketOption<?> option, String reason) implements Outcome {
        @Override
        public String toString() {
            return option + " not applied (" + reason + ")";
        }
    }

    /// Keeps a copy of the list.
    public OptionReport {
        outcomes = List.copyOf(outcomes);
    }

    /// Returns what became of this option; empty if it was not asked for.
    public Optional<Outcome> of(SocketOption<?> option) {
        return outcomes.stream().filter(outcome -> outcome.option().equals(option)).findFirst();
    }

    /// Whether all that was asked for was applied, and nothing adjusted.
    public boolean isComplete() {
        return outcomes.stream().allMatch(Applied.class::isInstance);
    }

    /// Says it in one line: `SO_KEEPALIVE=true, TCP_KEEPIDLE not applied (not supported here)`.
    @Override
    public String toString() {
        return outcomes.stream().map(Outcome::toString).collect(Collectors.joining(", "));
    }
}
