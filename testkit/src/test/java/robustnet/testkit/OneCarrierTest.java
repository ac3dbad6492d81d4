package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OneCarrierTest {
    @Test
    @DisplayName("a virtual thread that is woken meanwhile does not run until the holder blocks")
    void holdsOthersBack() throws Exception {
        int early = 0;
        for (int i = 0; i < 50; i++) {
            var go = new CountDownLatch(1);
            var gone = new CountDownLatch(1);
            var other = Thread.ofVirtual().unstarted(() -> passes(go, gone));
            var test =
                    new FutureTask<Boolean>(
                            () -> {
                                other.start();
                                Parked.await(other, "await");
                                try (var _ = OneCarrier.hold()) {
                                    go.countDown();
                                    spin();
                                    boolean ranEarly = gone.getCount() == 0;
                                    gone.await();
                                    return ranEarly;
                                }
                            });

            Thread.ofVirtual().start(test);

            if (test.get()) early++;
        }

        assertThat(early)
                .as("rounds, of 50, in which the other thread ran before it might")
                .isLessThan(10);
    }

    @Test
    @DisplayName("a platform thread cannot hold the carrier")
    void rejectsPlatformThreads() {
        assertThatThrownBy(OneCarrier::hold).isInstanceOf(IllegalStateException.class);
    }

    private static void passes(CountDownLatch go, CountDownLatch gone) {
        try {
            go.await();
            gone.countDown();
        } catch (InterruptedException _) {
            // ends without passing
        }
    }

    private static void spin() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 2_000_000) Thread.onSpinWait();
    }
}
