package robustnet.testkit.junit;

import java.util.Optional;
import java.util.Set;
import robustnet.testkit.Leak;

/// The threads and sockets that are there since a moment, to be asked for once the tests are done.
public final class Remains {
    private final Baseline before;

    private Remains(Baseline before) {
        this.before = before;
    }

    /// Those since now.
    public static Remains sinceNow() {
        return new Remains(Baseline.take());
    }

    /// Whether there are none. What ends within a second is waited for.
    ///
    /// @throws InterruptedException if interrupted while it waits
    public boolean none() throws InterruptedException {
        try {
            LeakGuard.check(before, new Subject(Set.of(), "", Optional.empty()));
            return true;
        } catch (Leak _) {
            return false;
        }
    }
}
