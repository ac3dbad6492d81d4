package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.concurrency.EventLoopServer.Limits;

/// When the requests of who did not read go on.
final class WatermarkChecks {
    /// More than the system takes in addition when a client reads [#SOME] of its replies.
    private static final int HIGH = 8 << 20;

    /// Replies of 64 KiB each: a megabyte and a half.
    private static final int SOME = 24;

    private WatermarkChecks() {}

    static void goesOnAtTheLowWatermark(LoopBench bench) throws IOException {
        var handled = new AtomicInteger();
        var server = bench.start(limits(HIGH - 1), LoopBench.big(handled));
        try (var slow = bench.stalled(server, handled)) {
            int before = handled.get();

            read(slow);

            LoopBench.until(
                    "requests should go on when fewer bytes wait than lowWatermark, though some do",
                    () -> handled.get() > before);
        }
    }

    static void waitsForTheLowWatermark(LoopBench bench) throws IOException {
        var handled = new AtomicInteger();
        var server = bench.start(limits(0), LoopBench.big(handled));
        try (var slow = bench.stalled(server, handled);
                var other = bench.connect(server)) {
            int before = handled.get();

            read(slow);
            LoopBench.awaitStall(handled, other);

            assertThat(handled.get() - before)
                    .as("requests that went on below highWatermark, but above lowWatermark")
                    .isZero();
        }
    }

    private static Limits limits(int low) {
        return new Limits(10, LoopBench.BIG, low, HIGH, LoopBench.LONG);
    }

    private static void read(LoopClient slow) throws IOException {
        for (int i = 0; i < SOME; i++) {
            slow.receive("reply " + i + " of those that wait");
        }
    }
}
