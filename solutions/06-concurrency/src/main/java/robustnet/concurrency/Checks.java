package robustnet.concurrency;

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

    static void atLeast(int lowest, String name, int value) {
        if (value < lowest) {
            throw new IllegalArgumentException(
                    "%s must be %d or more, not %d".formatted(name, lowest, value));
        }
    }

    static void maxPayload(int maxPayload) {
        if (maxPayload < 0 || maxPayload > WireFormat.HIGHEST_MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "maxPayload must be 0 to %d, not %d"
                            .formatted(WireFormat.HIGHEST_MAX_PAYLOAD, maxPayload));
        }
    }
}
