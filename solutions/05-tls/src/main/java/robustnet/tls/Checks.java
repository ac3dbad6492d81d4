package robustnet.tls;

import java.time.Duration;
import robustnet.buffers.WireFormat;

/// The ranges of settings. Given.
final class Checks {
    private Checks() {}

    static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be more than 0, not " + duration);
        }
    }

    static void maxPayload(int maxPayload) {
        if (maxPayload < 0 || maxPayload > WireFormat.HIGHEST_MAX_PAYLOAD) {
            throw new IllegalArgumentException("a maximum of " + maxPayload + " bytes");
        }
    }

    /// Returns `timeout` as a socket takes it: in milliseconds, rounded up, from 1 to
    /// [Integer#MAX_VALUE]. Never 0, which means "wait for ever" there.
    static int socketMillis(Duration timeout) {
        var longest = Duration.ofMillis(Integer.MAX_VALUE);
        var bounded = timeout.compareTo(longest) < 0 ? timeout : longest;
        return (int) Math.min(bounded.plusNanos(999_999).toMillis(), Integer.MAX_VALUE);
    }
}
