package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.Deadlines.later;
import static robustnet.buffers.Deadlines.passed;

import java.lang.foreign.MemorySegment;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.buffers.BufferPool.Leak;
import robustnet.buffers.BufferPool.Lease;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// Users of a buffer pool, good ones and others.
final class PoolBench {
    private final BufferPool pool;
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    PoolBench(BufferPool pool) {
        this.pool = pool;
    }

    /// Takes a lease so many times, and gives others the chance to take one meanwhile. The buffer
    /// must be nobody else's.
    boolean use(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            try (var lease = pool.acquire(later())) {
                mostAtOnce.accumulateAndGet(inUse.incrementAndGet(), Math::max);
                long mark = Thread.currentThread().threadId();
                lease.buffer().putLong(0, mark);
                Thread.yield();
                assertThat(lease.buffer().getLong(0)).as("what was written there").isEqualTo(mark);
                inUse.decrementAndGet();
            }
        }
        return true;
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /// One after the other begins to wait, and they are served in that order; whoever comes then
    /// gets nothing.
    static void assertServedInOrder(Testbed bed, BufferPool pool, int users) throws Exception {
        var lease = pool.acquire(later());
        var waiters = new ArrayList<Waiter<Lease>>();
        for (int i = 0; i < users; i++) {
            var waiter = Waiter.start(bed, "user " + i, () -> pool.acquire(later()));
            waiters.add(waiter.blockedIn("acquire"));
        }
        for (int i = 0; i < users; i++) {
            try (var _ = OneCarrier.hold()) { // so that nobody has woken when the next one comes
                lease.close();
                assertThat(pool.tryAcquire()).as("tryAcquire, while %d wait", users - i).isEmpty();
                assertThatThrownBy(() -> pool.acquire(passed()), "acquire, while others wait")
                        .isInstanceOf(TimeoutException.class);
            }
            lease = waiters.get(i).result();
            for (int later = i + 1; later < users; later++) {
                assertThat(waiters.get(later).isDone())
                        .as("whether user %d was served before its turn", later)
                        .isFalse();
            }
        }
        lease.close();
    }

    static void interruptAsABufferComes(Testbed bed, BufferPool pool) throws Exception {
        var lease = pool.acquire(later());
        var waiter = Waiter.start(bed, "user", () -> pool.acquire(later())).blockedIn("acquire");
        try (var _ = OneCarrier.hold()) { // so that it finds both when it wakes
            lease.close();
            waiter.interrupt();
        }
        int lent = waiter.gaveResult() ? 1 : 0;
        assertThat(pool.outstanding())
                .as("outstanding, when acquire gave %d leases to an interrupted thread", lent)
                .isEqualTo(lent);
        assertThat(pool.available()).as("available").isEqualTo(1 - lent);
    }

    static Lease interrupted(BufferPool pool) throws Exception {
        Thread.currentThread().interrupt();
        return pool.acquire(later());
    }

    static Lease forgetfulHandler(BufferPool pool) throws Exception {
        return pool.acquire(later());
    }

    static Lease forgetfulReader(BufferPool pool) {
        return pool.tryAcquire().orElseThrow();
    }

    static Lease lateHandler(BufferPool pool) throws Exception {
        return pool.acquire(later());
    }

    static void carefulHandler(BufferPool pool) throws Exception {
        try (var lease = pool.acquire(later())) {
            lease.buffer().put((byte) 1);
        }
    }

    static void failingHandler(BufferPool pool) throws Exception {
        try (var lease = pool.acquire(later())) {
            lease.buffer().put((byte) (1 / lease.buffer().position()));
        }
    }

    static void assertTaken(Leak leak, String thread, String method) {
        assertThat(leak.thread()).as("the thread that took an open lease").isEqualTo(thread);
        assertThat(Arrays.stream(leak.takenAt().getStackTrace()))
                .as("the methods in the stack trace of where it was taken")
                .extracting(StackTraceElement::getMethodName)
                .contains(method);
    }

    /// Where the buffer's memory is.
    static long address(ByteBuffer buffer) {
        return MemorySegment.ofBuffer(buffer.duplicate().clear()).address();
    }

    /// How much direct memory this JVM has.
    static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
