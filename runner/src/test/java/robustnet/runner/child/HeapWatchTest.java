package robustnet.runner.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
    @Test
    @DisplayName("a heap that was full once is not full for good; one that is so twice is")
    void looksTwice() {
        Iterator<Boolean> looks = List.of(false, true, false, true, true).iterator();

        assertThat(HeapWatch.untilFull(looks::next, Duration.ofMillis(1))).isTrue();
        assertThat(looks.hasNext()).as("looks that were not needed").isFalse();
    }
}
