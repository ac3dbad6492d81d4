package robustnet.basics;

import java.time.Duration;
import robustnet.testkit.ScriptedPeer;

/// Sends slowly but steadily, to tell a timeout for silence from one for the whole.
final class Pace {
    /// How many bytes [#drip] sends.
    static final int DOTS = 14;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Pace() {}

    /// Sends [#DOTS] dots, 50 ms apart, which takes at least 650 ms.
    static void drip(ScriptedPeer peer) throws InterruptedException {
        peer.send(".");
        for (int i = 1; i < DOTS; i++) {
            Thread.sleep(PAUSE); // not to wait for anything: the pace is what is tested
            peer.send(".");
        }
    }
}
