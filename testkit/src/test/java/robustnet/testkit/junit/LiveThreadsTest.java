package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiveThreadsTest {
    @Test
    @DisplayName("platform threads, virtual ones and an executor's are listed until they end")
    void lists() throws Exception {
        var end = new CountDownLatch(1);
        var platform = Thread.ofPlatform().name("live platform").start(() -> await(end));
        var virtual = Thread.ofVirtual().name("live virtual").start(() -> await(end));
        try (var executor =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("live task").factory())) {
            executor.execute(() -> await(end));

            assertThat(LiveThreads.now())
                    .extracting(Thread::getName)
                    .contains("live platform", "live virtual", "live task");
            end.countDown();
        }
        platform.join();
        virtual.join();

        assertThat(LiveThreads.now())
                .extracting(Thread::getName)
                .doesNotContain("live platform", "live virtual", "live task");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
