package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.Deadlines.in;
import static robustnet.buffers.Deadlines.later;
import static robustnet.buffers.Deadlines.passed;
import static robustnet.buffers.PoolBench.address;
import static robustnet.buffers.PoolBench.directBytes;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.buffers.BufferPool.Lease;
import robustnet.testkit.Exercise;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

@Exercise(id = "4.4", title = "Buffer pool", level = 3, minutes = 50, edit = BufferPool.class)
class BufferPoolTest {
    private static final int MIB = 1 << 20;

    @Test
    @DisplayName("a lease gives a clean direct buffer, the same one until it is closed")
    void lendsABuffer() throws Exception {
        var pool = new BufferPool(2, 100);
        var lease = pool.acquire(later());
        var buffer = lease.buffer();

        assertThat(buffer.isDirect()).as("whether the buffer is direct").isTrue();
        assertThat(List.of(buffer.position(), buffer.limit(), buffer.capacity()))
                .as("position, limit and capacity of a buffer of 100 bytes")
                .containsExactly(0, 100, 100);
        assertThat(buffer.order()).as("its order").isEqualTo(ByteOrder.BIG_ENDIAN);
        buffer.putInt(7);
        assertThat(lease.buffer().position())
                .as("the position, asked again after 4 bytes were put in")
                .isEqualTo(4);
        assertThat(pool.outstanding()).as("outstanding").isEqualTo(1);
        assertThat(pool.available()).as("available of 2").isEqualTo(1);
    }

    @Test
    @DisplayName("a buffer comes back clean, whatever was done to it (F11)")
    void cleansUp() {
        var pool = new BufferPool(1, 100);
        try (var lease = pool.tryAcquire().orElseThrow()) {
            lease.buffer().position(20).mark().limit(50).order(ByteOrder.LITTLE_ENDIAN);
        }

        var next = pool.tryAcquire().orElseThrow().buffer();

        assertThat(List.of(next.position(), next.limit(), next.capacity()))
                .as("position, limit and capacity for the next user")
                .containsExactly(0, 100, 100);
        assertThat(next.order()).as("the order for the next user").isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    @DisplayName("who kept a buffer cannot move the position of its next user (F11)")
    void givesEachLeaseABufferOfItsOwn() {
        var pool = new BufferPool(1, 100);
        var first = pool.tryAcquire().orElseThrow();
        var kept = first.buffer();
        first.close();
        var next = pool.tryAcquire().orElseThrow().buffer();

        kept.position(30).limit(40).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(List.of(next.position(), next.limit()))
                .as("position and limit, after the user before has moved those of its buffer")
                .containsExactly(0, 100);
        assertThat(next.order()).as("the order").isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    @DisplayName("a lease that is closed twice gives its buffer back once (F11)")
    void givesBackOnce() {
        var pool = new BufferPool(2, 100);
        var first = pool.tryAcquire().orElseThrow();
        pool.tryAcquire().orElseThrow();
        first.close();
        first.close();

        assertThat(pool.available()).as("available of 2, when one was closed twice").isEqualTo(1);
        pool.tryAcquire().orElseThrow();
        first.close();
        assertThat(pool.outstanding())
                .as("outstanding, when a third close came after its buffer was lent again")
                .isEqualTo(2);
        assertThat(pool.tryAcquire()).as("a third lease of 2 buffers").isEmpty();
    }

    @Test
    @DisplayName("a closed lease gives nobody its buffer, also when that is lent again (F11)")
    void refusesTheBufferOfAClosedLease() {
        var pool = new BufferPool(1, 100);
        var lease = pool.tryAcquire().orElseThrow();
        lease.close();

        assertThatThrownBy(lease::buffer, "the buffer of a closed lease")
                .isInstanceOf(IllegalStateException.class);
        pool.tryAcquire().orElseThrow();
        assertThatThrownBy(lease::buffer, "the buffer of a closed lease, lent to another by now")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("all memory is taken in the constructor, none by 10,000 requests (F13)")
    void takesItsMemoryOnce() throws Exception {
        long most = 0;
        for (int i = 0; i < 3 && most < 4 * MIB; i++) { // a collection may free others' meanwhile
            long before = directBytes();
            var large = new BufferPool(4, MIB);
            most = Math.max(most, directBytes() - before);
            large.close();
        }
        assertThat(most)
                .as("bytes of direct memory that the constructor took for 4 buffers of 1 MiB")
                .isGreaterThanOrEqualTo(4 * MIB);

        var pool = new BufferPool(4, 8192);
        var places = new HashSet<Long>();
        for (int i = 0; i < 10_000; i++) {
            try (var lease = i % 2 == 0 ? pool.acquire(later()) : pool.tryAcquire().orElseThrow()) {
                places.add(address(lease.buffer()));
            }
        }
        assertThat(places.size())
                .as("places in memory that 10,000 requests were given, of a pool of 4")
                .isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("no two open leases share memory, and none is given beyond the bound (F12)")
    void neverLendsMoreThanItHas() {
        var pool = new BufferPool(3, 100);
        var leases = Stream.generate(() -> pool.tryAcquire().orElseThrow()).limit(3).toList();

        var places = leases.stream().map(lease -> address(lease.buffer())).distinct();
        assertThat(places.count()).as("places in memory of 3 leases").isEqualTo(3);
        assertThat(pool.tryAcquire()).as("a fourth lease of 3 buffers").isEmpty();
        leases.getFirst().close();
        assertThat(pool.tryAcquire()).as("one more, when one was closed").isPresent();
    }

    @Test
    @DisplayName(
            "acquire waits for a buffer until its deadline, and gives a free one also after it")
    void waitsUntilTheDeadline() throws Exception {
        var pool = new BufferPool(1, 100);
        var lease = pool.acquire(passed());

        long start = System.nanoTime();
        assertThatThrownBy(() -> pool.acquire(in(Duration.ofMillis(50))), "acquire, 50 ms")
                .isInstanceOf(TimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("how long it waited")
                .isGreaterThanOrEqualTo(Duration.ofMillis(50));

        lease.close();
        assertThat(pool.acquire(passed()))
                .as("a free buffer, after the deadline and after somebody had given up")
                .isNotNull();
    }

    @Test
    @DisplayName("who waits gets the buffer that another thread gives back, two at once too (F12)")
    void wakesWhoWaits(Testbed bed) throws Exception {
        for (int round = 0; round < 10; round++) {
            var pool = new BufferPool(2, 100);
            var leases = List.of(pool.acquire(later()), pool.acquire(later()));
            var first = Waiter.start(bed, "first", () -> pool.acquire(later()));
            first.blockedIn("acquire");
            var second = Waiter.start(bed, "second", () -> pool.acquire(later()));
            second.blockedIn("acquire");

            try (var _ = OneCarrier.hold()) { // so that both come back before anybody has woken
                leases.forEach(Lease::close);
            }

            assertThat(first.result()).as("the lease of the first").isNotNull();
            assertThat(second.result()).as("the lease of the second").isNotNull();
            assertThat(pool.outstanding()).as("outstanding").isEqualTo(2);
        }
    }

    @Test
    @DisplayName("first come, first served: nobody overtakes those who wait (F12)")
    void servesInOrder(Testbed bed) throws Exception {
        for (int round = 0; round < 10; round++) {
            PoolBench.assertServedInOrder(bed, new BufferPool(1, 100), 3);
        }
    }

    @Test
    @DisplayName("ten slow users of two buffers are all served, two at a time (F12)")
    void servesManyWithFew(Testbed bed) throws Exception {
        var pool = new BufferPool(2, 100);
        var bench = new PoolBench(pool);
        var users = IntStream.range(0, 10).mapToObj(_ -> bed.async(() -> bench.use(20))).toList();

        for (var user : users) {
            assertThat(user).as("a user").succeedsWithin(Waiter.PATIENCE);
        }
        assertThat(bench.mostAtOnce()).as("most leases at a time").isLessThanOrEqualTo(2);
        assertThat(pool.outstanding()).as("outstanding in the end").isZero();
    }

    @Test
    @DisplayName("who is interrupted or gives up leaves the queue, and the next one is served")
    void letsGoOfWhoLeaves(Testbed bed) throws Exception {
        var pool = new BufferPool(1, 100);
        var lease = pool.acquire(later());
        var first = Waiter.start(bed, "first", () -> pool.acquire(later())).blockedIn("acquire");
        var second = Waiter.start(bed, "second", () -> pool.acquire(in(Duration.ofMillis(20))));
        assertThat(second.failure()).as("the second").isInstanceOf(TimeoutException.class);
        var third = Waiter.start(bed, "third", () -> pool.acquire(later())).blockedIn("acquire");

        assertThat(first.interrupt().failure()).isInstanceOf(InterruptedException.class);
        lease.close();

        assertThat(third.result()).as("the lease of the third").isNotNull();
        assertThat(pool.outstanding()).as("outstanding").isEqualTo(1);
        assertThat(Waiter.start(bed, "again", () -> PoolBench.interrupted(pool)).failure())
                .as("what acquire threw to a thread that was interrupted before")
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    @DisplayName(
            "who is interrupted as a buffer comes has a lease or an exception, never half of it")
    void losesNoBufferToAnInterrupt(Testbed bed) throws Exception {
        for (int round = 0; round < 10; round++) {
            PoolBench.interruptAsABufferComes(bed, new BufferPool(1, 100));
        }
    }

    @Test
    @DisplayName("an open lease tells which thread took it, and where (F11)")
    void tellsWhereALeaseWasTaken(Testbed bed) throws Exception {
        var pool = new BufferPool(2, 100);
        var kept = PoolBench.forgetfulHandler(pool);
        PoolBench.carefulHandler(pool);
        Waiter.start(bed, "reader-7", () -> PoolBench.forgetfulReader(pool)).result();
        var waiter = Waiter.start(bed, "late", () -> PoolBench.lateHandler(pool));
        waiter.blockedIn("acquire");

        var leaks = pool.leaks();
        assertThat(leaks).as("open leases").hasSize(2);
        var asTheyWere = List.copyOf(leaks);
        PoolBench.assertTaken(leaks.get(0), Thread.currentThread().getName(), "forgetfulHandler");
        PoolBench.assertTaken(leaks.get(1), "reader-7", "forgetfulReader");

        kept.close();
        waiter.result();
        PoolBench.assertTaken(pool.leaks().get(1), "late", "lateHandler");
        assertThat(leaks).as("a list that was asked for before").isEqualTo(asTheyWere);
    }

    @Test
    @DisplayName("a handler that throws gives its buffer back with try-with-resources (F11)")
    void survivesAnException() {
        var pool = new BufferPool(1, 100);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> PoolBench.failingHandler(pool), "a handler that throws")
                    .isInstanceOf(ArithmeticException.class);
        }
        assertThat(pool.outstanding()).as("outstanding").isZero();
        assertThat(pool.leaks()).as("leaks").isEmpty();
    }

    @Test
    @DisplayName("close wakes who waits and lends nothing more; open leases stay good")
    void closes(Testbed bed) throws Exception {
        var pool = new BufferPool(1, 100);
        var lease = pool.acquire(later());
        var waiters =
                Stream.of("one", "two")
                        .map(name -> Waiter.start(bed, name, () -> pool.acquire(later())))
                        .map(waiter -> waiter.blockedIn("acquire"))
                        .toList();
        pool.close();
        pool.close();

        for (Waiter<Lease> waiter : waiters) {
            assertThat(waiter.failure())
                    .as("what a waiting thread was told")
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(lease.buffer().putInt(1).position())
                .as("position in an open lease")
                .isEqualTo(4);
        lease.close();
        assertThat(pool.outstanding()).as("outstanding").isZero();
        assertThatThrownBy(() -> pool.acquire(later()), "acquire after close")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pool::tryAcquire, "tryAcquire after close")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("thousands of random operations leave it as a plain set would be (F11)")
    void agreesWithASet(Testbed bed) throws Exception {
        for (int run = 0; run < 10; run++) {
            new PoolModel(bed.random()).run(200);
        }
    }

    @Test
    @DisplayName("a pool without buffers, or of empty ones, is rejected")
    void checksItsSettings() {
        for (int[] wrong : new int[][] {{0, 1}, {-1, 1}, {1, 0}, {1, -1}}) {
            assertThatThrownBy(
                            () -> new BufferPool(wrong[0], wrong[1]),
                            "%d buffers of %d bytes",
                            wrong[0],
                            wrong[1])
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
