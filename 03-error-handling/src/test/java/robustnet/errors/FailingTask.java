package robustnet.errors;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import robustnet.testkit.FakeClock;

/// A task that throws the given failures, one an attempt, and then succeeds. It notes when its
/// attempts began.
final class FailingTask implements Retrier.Task<String> {
    private final FakeClock clock;
    private final Runnable work;
    private final List<IOException> failures;
    private final List<Duration> begun = new ArrayList<>();

    /// @param work what each attempt does first
    FailingTask(FakeClock clock, Runnable work, List<IOException> failures) {
        this.clock = clock;
        this.work = work;
        this.failures = failures;
    }

    @Override
    public String run(int attempt) throws IOException {
        begun.add(clock.elapsed());
        work.run();
        if (begun.size() <= failures.size()) {
            throw failures.get(begun.size() - 1);
        }
        return "result of attempt " + attempt;
    }

    /// When the attempts began, as time since the beginning of the test.
    List<Duration> begun() {
        return begun;
    }
}
