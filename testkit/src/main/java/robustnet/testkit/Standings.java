package robustnet.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where the peers of one test stand. Safe for use by many threads.
final class Standings {
    private final Map<String, Standing> peers = new LinkedHashMap<>();

    synchronized void update(String name, UnaryOperator<Standing> change) {
        peers.put(name, change.apply(peers.getOrDefault(name, Standing.begin(name))));
    }

    /// The peer that waits and came last; where none waits, the last one that came.
    synchronized Optional<Standing> ofInterest() {
        var all = peers.values().stream().toList().reversed();
        return all.stream().filter(Standing::waits).findFirst().or(() -> all.stream().findFirst());
    }
}
