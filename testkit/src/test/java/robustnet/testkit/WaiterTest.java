package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.returnsFirstArg;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A call that may have to wait")
class WaiterTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Callable<String> call =
            () -> {
                gate.await();
                return "done";
            };

    @Test
    @DisplayName("is seen to wait, and gives its result")
    void givesItsResult() throws Exception {
        var waiter = start(call);
        waiter.blockedIn("await").settledIn("await");
        assertThat(waiter.isDone()).as("done while it waits").isFalse();

        gate.countDown();

        assertThat(waiter.result()).isEqualTo("done");
        assertThat(waiter.gaveResult()).as("gave a result").isTrue();
        waiter.settledIn("await").endsWithout("await");
        assertThatThrownBy(waiter::failure)
                .isInstanceOf(AssertionError.class)
                .hasMessage("the call of one threw nothing, and gave done");
    }

    @Test
    @DisplayName("tells what it threw")
    void tellsWhatItThrew() throws Exception {
        var thrown = new IOException("no");
        var waiter =
                start(
                        () -> {
                            throw thrown;
                        });

        assertThat(waiter.failure()).isSameAs(thrown);
        assertThat(waiter.gaveResult()).as("gave a result").isFalse();
        assertThatThrownBy(waiter::result).isInstanceOf(AssertionError.class).hasCause(thrown);
    }

    @Test
    @DisplayName("that waits though it need not is found, and an interrupt ends it")
    void findsAWaitThatNeedNotBe() throws Exception {
        var waiter = start(call);

        assertThatThrownBy(() -> waiter.endsWithout("await"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the call of one waits, though it need not");
        waiter.close();

        assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    @DisplayName("what does not happen is told")
    void tellsWhatDoesNotHappen() throws Exception {
        Waiter.until("it", () -> true, Duration.ZERO);

        assertThatThrownBy(() -> Waiter.until("it", () -> false, Duration.ofMillis(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("did not happen in time: it");
    }

    private static <T> Waiter<T> start(Callable<T> call) {
        var bed = mock(Testbed.class);
        when(bed.closing(any())).then(returnsFirstArg());
        return Waiter.start(bed, "one", call);
    }
}
