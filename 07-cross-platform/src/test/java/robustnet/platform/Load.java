package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// Calls with effects of their own, by as many threads as run [#call()], until so many were
/// acknowledged; and what must be true of them afterwards. Safe for use by many threads.
final class Load {
    /// How long a call may take by its deadline.
    static final Duration BUDGET = Duration.ofSeconds(3);

    private static final Duration SLACK = Duration.ofSeconds(3);

    private final RobustClient client;
    private final int goal;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowest = new AtomicLong();

    Load(RobustClient client, int goal) {
        this.client = client;
        this.goal = goal;
    }

    /// Calls until the goal is reached, or will not be.
    Void call() {
        while (answered.get() < goal && ids.get() < 3L * goal && unexpected.isEmpty()) {
            long id = ids.incrementAndGet();
            long start = System.nanoTime();
            try {
                var deadline = Deadline.after(BUDGET, NanoClock.system());
                var reply = client.call(Ledger.request(id), deadline);
                if (reply.length != Long.BYTES || Ledger.id(reply) != id) {
                    throw new AssertionError("the reply to another request");
                }
                acknowledged.add(id);
                answered.incrementAndGet();
            } catch (IOException _) {
                // Not acknowledged: it may have an effect, or none.
            } catch (Throwable e) {
                unexpected.add(e);
            }
            slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
        }
        return null;
    }

    /// How many calls were acknowledged so far.
    int answered() {
        return answered.get();
    }

    /// Whether nobody calls any more although the goal was not reached.
    boolean hasFailed() {
        return !unexpected.isEmpty() || ids.get() >= 3L * goal;
    }

    /// Checks all promises. The client is closed.
    ///
    /// @param effects those that requests had
    /// @param twice those that two requests had
    void check(Set<Long> effects, Collection<Long> twice) {
        assertThat(unexpected).as("thrown by calls, and no IOException").isEmpty();
        assertThat(twice).as("effects that two requests had, acknowledged or not").isEmpty();
        assertThat(effects.containsAll(acknowledged))
                .as("whether each acknowledged request had its effect")
                .isTrue();
        assertThat(acknowledged.size())
                .as(
                        "acknowledged calls of %s: a client that only gives up is safe, and useless",
                        ids)
                .isGreaterThanOrEqualTo(goal);
        assertThat(Duration.ofNanos(slowest.get()))
                .as("the longest call, with a deadline of %s", BUDGET)
                .isLessThan(BUDGET.plus(SLACK));
        for (var stats : client.pools().values()) {
            assertThat(stats.idle() + stats.lent() + stats.pending() + stats.waiting())
                    .as("connections and waiting calls of a closed client: %s", stats)
                    .isZero();
            assertThat(stats.destroyed())
                    .as("connections destroyed, of those created")
                    .isEqualTo(stats.created());
        }
        assertThat(client.metrics().snapshot().active()).as("the client's active gauge").isZero();
    }

    @Override
    public String toString() {
        return "%d calls, %d acknowledged, %d retries; %s"
                .formatted(ids.get(), answered.get(), client.retries(), client.states());
    }
}
