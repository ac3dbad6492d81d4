package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.concurrency.LoopBench.ECHO;
import static robustnet.concurrency.LoopClient.request;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import robustnet.testkit.Testbed;

/// How an event-loop server ends.
final class CloseChecks {
    private CloseChecks() {}

    static void closes(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var thread = new AtomicReference<Thread>();
        var handled = new AtomicInteger();
        var server = bench.start(LoopBench.big(handled));
        server.execute(() -> thread.set(Thread.currentThread()));
        bench.stalled(server, handled);
        var idle = bench.connect(server);
        idle.echo("hello", "before the server is closed");
        int port = server.port();

        Thread.currentThread().interrupt();
        server.close();

        assertThat(Thread.interrupted()).as("the interrupt status of who has closed").isTrue();
        assertThat(thread.get().isAlive()).as("the loop's thread is alive").isFalse();
        idle.expectClosed("after close");
        assertThatThrownBy(() -> new LoopClient(port), "a connect").isInstanceOf(IOException.class);
        assertThat(server.connections()).as("connections").isZero();
        assertThat(server.port()).as("the port").isEqualTo(port);
        assertThatThrownBy(() -> server.execute(() -> {}), "a task")
                .isInstanceOf(RejectedExecutionException.class);
        assertThatCode(server::close).as("a second close").doesNotThrowAnyException();
    }

    static void interruptsTheHandler(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var began = new CountDownLatch(1);
        var server =
                bench.start(
                        (_, _) -> {
                            began.countDown();
                            new CountDownLatch(1).await();
                            return new byte[0];
                        });
        var client = bench.connect(server);
        client.send(request(1, "waits for ever"), request(2, "waits for ever"));
        LoopTasks.await(began, "the handler");

        var closing = bed.async(() -> LoopTasks.close(server));

        LoopTasks.within(
                closing,
                "close(), while a handler waits for ever. Perhaps it was interrupted, and the"
                        + " handler of the next request begun");
        client.expectClosed("after close");
        interruptsTheTask(bed, bench.start(ECHO));
    }

    private static void interruptsTheTask(Testbed bed, EventLoopServer server) throws Exception {
        var began = new CountDownLatch(1);
        Runnable task =
                () -> {
                    began.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException _) {
                        // That ends it.
                    }
                };
        server.execute(task);
        server.execute(task);
        LoopTasks.await(began, "a task");
        LoopTasks.within(
                bed.async(() -> LoopTasks.close(server)),
                "close(), while a task waits for ever, and a second one would");
    }

    /// A handler that heeds no interrupt goes on for 60 ms.
    static void waitsEachTime(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var began = new CountDownLatch(1);
        var ended = new AtomicBoolean();
        var server =
                bench.start(
                        (_, request) -> {
                            began.countDown();
                            goOnForAWhile();
                            ended.set(true);
                            return request;
                        });
        bench.connect(server).send(request(1, "goes on"));
        LoopTasks.await(began, "the handler");
        var first = bed.async(() -> LoopTasks.close(server));
        LoopBench.until("the server should be closed", () -> isClosed(server));

        server.close();

        assertThat(ended).as("the handler has ended when a second close() returns").isTrue();
        LoopTasks.within(first, "the first close()");
    }

    private static void goOnForAWhile() {
        long end = System.nanoTime() + 60_000_000;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
            Thread.interrupted(); // that is what makes it deaf
        }
    }

    private static boolean isClosed(EventLoopServer server) {
        try {
            server.execute(() -> {});
            return false;
        } catch (RejectedExecutionException _) {
            return true;
        }
    }

    /// How many files this process has open; 0 where the system does not tell.
    static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    static void isClosedFromWithin(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var self = new AtomicReference<EventLoopServer>();
        var server = bench.start((_, _) -> LoopTasks.close(self.get()));
        self.set(server);
        var client = bench.connect(server);
        client.send(request(1, "close"));
        client.expectClosed("after the handler has closed its server");
        LoopTasks.within(bed.async(() -> LoopTasks.close(server)), "close(), after the handler's");

        var other = bench.start(ECHO);
        other.execute(other::close);
        LoopBench.until("the listener should be closed", () -> LoopTasks.isRefused(other.port()));
    }
}
