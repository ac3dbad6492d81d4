package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import robustnet.buffers.BufferPool.Lease;

/// A pool, and beside it the simplest thing that knows what the pool should do: a set of open
/// leases, each with the number that its user wrote into its buffer.
final class PoolModel {
    private static final int BUFFERS = 4;
    private static final int SIZE = 32;
    private static final int STEPS_SHOWN = 12;

    private final BufferPool pool = new BufferPool(BUFFERS, SIZE);
    private final Map<Lease, Long> open = new LinkedHashMap<>();
    private final List<Lease> closed = new ArrayList<>();
    private final Deque<String> steps = new ArrayDeque<>();
    private final RandomGenerator random;
    private long users;

    PoolModel(RandomGenerator random) {
        this.random = random;
    }

    /// Does so many random things, and compares after each.
    void run(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> tryAcquire();
                case 2 -> acquire();
                case 3, 4 -> close();
                default -> closeAgain();
            }
            compare();
        }
    }

    private void tryAcquire() {
        step("tryAcquire");
        var lease = pool.tryAcquire();
        assertThat(lease.isPresent())
                .as("whether a lease was given, after %s", steps)
                .isEqualTo(open.size() < BUFFERS);
        lease.ifPresent(this::use);
    }

    private void acquire() throws Exception {
        if (open.size() < BUFFERS) {
            step("acquire");
            use(pool.acquire(Deadlines.passed()));
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            var lease = List.copyOf(open.keySet()).get(random.nextInt(open.size()));
            step("close the lease of user " + open.remove(lease));
            lease.close();
            closed.add(lease);
        }
    }

    private void closeAgain() {
        if (!closed.isEmpty()) {
            step("close a lease again");
            closed.get(random.nextInt(closed.size())).close();
        }
    }

    private void use(Lease lease) {
        var buffer = lease.buffer();
        assertThat(List.of(buffer.position(), buffer.limit(), buffer.capacity()))
                .as("position, limit and capacity of a buffer just taken, after %s", steps)
                .containsExactly(0, SIZE, SIZE);
        assertThat(buffer.order()).as("its order").isEqualTo(ByteOrder.BIG_ENDIAN);
        users++;
        step("it is user " + users);
        while (buffer.hasRemaining()) {
            buffer.putLong(users);
        }
        if (random.nextBoolean()) {
            buffer.position(random.nextInt(SIZE)).limit(SIZE - 1).order(ByteOrder.LITTLE_ENDIAN);
        }
        open.put(lease, users);
    }

    private void compare() {
        assertThat(pool.outstanding()).as("outstanding, after %s", steps).isEqualTo(open.size());
        assertThat(pool.available())
                .as("available, after %s", steps)
                .isEqualTo(BUFFERS - open.size());
        assertThat(pool.leaks()).as("open leases, after %s", steps).hasSize(open.size());
        open.forEach(this::compare);
        if (!closed.isEmpty()) {
            assertThatThrownBy(() -> closed.getLast().buffer(), "a closed lease, after %s", steps)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private void compare(Lease lease, long user) {
        var bytes = new byte[SIZE];
        lease.buffer().get(0, bytes, 0, lease.buffer().limit());
        var longs = ByteBuffer.wrap(bytes);
        for (int i = 0; i < SIZE / Long.BYTES - 1; i++) {
            assertThat(longs.getLong())
                    .as("what stands in the buffer of user %d, after %s", user, steps)
                    .isEqualTo(user);
        }
    }

    private void step(String what) {
        steps.add(what);
        if (steps.size() > STEPS_SHOWN) {
            steps.remove();
        }
    }
}
