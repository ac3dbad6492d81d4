package robustnet.concurrency;

import java.time.Duration;
import robustnet.errors.Deadline;

/// Deadlines of the system's clock.
final class Deadlines {
    private Deadlines() {}

    static Deadline in(Duration time) {
        return Deadline.after(time, System::nanoTime);
    }

    /// One that no test should see the end of.
    static Deadline later() {
        return in(Duration.ofSeconds(60));
    }
}
