package robustnet.basics;

import java.time.Duration;
import robustnet.testkit.ScriptedPeer;

/// Sends slowly but steadily, to tell a timeout for silence from one for the whole.
final class Pace {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Pace() {}

    /// Sends a dot every 50 ms until `howLong` has passed.
    static void drip(ScriptedPeer peer, Duration howLong) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < howLong.toNanos()) {
            peer.send(".");
            Thread.sleep(PAUSE);
        }
    }
}
