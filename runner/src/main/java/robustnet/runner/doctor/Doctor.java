package robustnet.runner.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks all checks at the same time and waits for none longer than its patience.
public final class Doctor {
    private final List<Check> checks;
    private final Duration patience;

    /// @param patience how long all checks together may take, more than 0
    public Doctor(List<Check> checks, Duration patience) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
    }

    /// Everything that the course needs from `machine`; takes less than 5 s.
    public static Doctor of(Machine machine) {
        var checks = new ArrayList<Check>();
        checks.addAll(ToolChecks.of(machine));
        checks.addAll(NetworkChecks.of(machine));
        checks.addAll(SystemChecks.of(machine));
        return new Doctor(checks, Duration.ofSeconds(4));
    }

    /// A check's name and what it found.
    public record Answer(String name, Diagnosis diagnosis) {}

    /// Asks, and returns the answers in the order of the checks. A check that throws or does not
    /// answer in time is a warning.
    ///
    /// @throws InterruptedException if interrupted while waiting
    public List<Answer> examine() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var asked = checks.stream().map(c -> threads.submit(c.question())).toList();
            var answers = new ArrayList<Answer>();
            for (int i = 0; i < asked.size(); i++) {
                answers.add(new Answer(checks.get(i).name(), answer(asked.get(i), end)));
            }
            return answers;
        } finally {
            // Not close(), which waits for a check that may never answer.
            threads.shutdownNow();
        }
    }

    private Diagnosis answer(Future<Diagnosis> asked, long end) throws InterruptedException {
        try {
            return asked.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return new Diagnosis.Warn(
                    "no answer within " + patience.toMillis() + " ms",
                    "Try again when the machine is less busy.");
        } catch (ExecutionException e) {
            return new Diagnosis.Warn(
                    "could not be found out: " + e.getCause(), "Tests that need it may fail here.");
        }
    }
}
