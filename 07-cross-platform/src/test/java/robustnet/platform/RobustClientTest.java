package robustnet.platform;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;

@Exercise(id = "7.7", title = "Robust client", level = 3, minutes = 90, edit = RobustClient.class)
class RobustClientTest {
    @Test
    @TimeLimit(seconds = 40)
    @DisplayName("capstone: nothing acknowledged is lost, nothing runs twice, under load and fire")
    void keepsItsPromisesUnderFire(Testbed bed) throws Exception {
        long start = System.nanoTime();
        Capstone.run(bed, 20_000);
        System.err.println("TOOK " + (System.nanoTime() - start) / 1_000_000);
    }
}
