package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;

/// What must work, and says what it was when it does not.
final class Must {
    private Must() {}

    /// A step that may throw.
    interface Step {
        void run() throws Exception;
    }

    /// Returns what `call` gives.
    static <T> T give(Callable<T> call, String what) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new AssertionError(what + ": should have worked, but was " + e, e);
        }
    }

    static void work(Step step, String what) {
        give(
                () -> {
                    step.run();
                    return true;
                },
                what);
    }

    /// Fails unless `call` gives the bytes of `text`.
    static void read(String text, Callable<byte[]> call, String what) {
        assertThat(give(call, what)).asString(UTF_8).as(what).isEqualTo(text);
    }
}
