package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import robustnet.errors.Deadline;
import robustnet.udp.NanoClock;

/// The users of the [StackDemo]: each calls, looks at the reply, thinks for a moment, and calls
/// again. One call in four must not be run twice.
///
/// Safe for use by many threads.
final class StackLoad implements AutoCloseable {
    private static final int USERS = 16;
    private static final Duration THINKING = ofMillis(10);
    private static final Duration BUDGET = ofSeconds(2);
    private static final int REQUEST = 64;

    private final RobustClient client;
    private final List<StackServer> servers;
    private final CountDownLatch over = new CountDownLatch(1);
    private final LongAdder unknown = new LongAdder();
    private final AtomicReference<String> problem = new AtomicReference<>();
    private final List<Thread> users = new ArrayList<>();

    /// Creates users that do nothing yet.
    StackLoad(RobustClient client, List<StackServer> servers) {
        this.client = client;
        this.servers = servers;
    }

    /// Lets them call until this is closed.
    void start() {
        for (int i = 0; i < USERS; i++) {
            users.add(Thread.ofVirtual().name("user-" + i).start(this::use));
        }
    }

    private void use() {
        try {
            for (int i = 0; !over.await(THINKING.toMillis(), TimeUnit.MILLISECONDS); i++) {
                call(i % 4 != 0);
            }
        } catch (InterruptedException _) {
            // The end of the demo.
        }
    }

    private void call(boolean idempotent) throws InterruptedException {
        var request = new byte[REQUEST];
        Arrays.fill(request, (byte) 7);
        long start = System.nanoTime();
        try {
            var deadline = Deadline.after(BUDGET, NanoClock.system());
            check(
                    request,
                    idempotent
                            ? client.callIdempotent(request, deadline)
                            : client.call(request, deadline),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (UnknownOutcomeException _) {
            unknown.increment();
        } catch (IOException _) {
            // Counted by the client.
        } catch (RuntimeException | Error e) {
            problem.compareAndSet(null, e.toString());
        }
    }

    /// The first byte says who has answered.
    private void check(byte[] request, byte[] reply, Duration took) {
        if (reply.length != 1 + REQUEST
                || !Arrays.equals(reply, 1, reply.length, request, 0, REQUEST)) {
            problem.compareAndSet(null, "a reply that is not what was asked for");
            return;
        }
        servers.get(reply[0] - 1).answered().answered(took, reply.length, REQUEST);
    }

    /// How many calls failed without anybody knowing whether they were run.
    long unknown() {
        return unknown.sum();
    }

    /// What must not happen, whatever the network does, and did.
    Optional<String> problem() {
        return Optional.ofNullable(problem.get());
    }

    /// Lets each user finish the call that is under way, and ends what does not end by itself.
    @Override
    public void close() {
        over.countDown();
        var end = System.nanoTime() + BUDGET.plusMillis(500).toNanos();
        try {
            for (var user : users) {
                user.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        users.forEach(Thread::interrupt);
    }
}
