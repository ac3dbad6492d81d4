package robustnet.runner.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import robustnet.runner.course.TestInfo;

/// Watches one child from start to end: feeds its events to the outcomes and gives up on it at its
/// deadline.
final class Watch {
    private static final Duration TO_EXIT = Duration.ofSeconds(2);

    private final ChildProcess child;
    private final Outcomes outcomes;
    private final ChildLimits limits;
    private final Path sources;
    private final long began;
    private long stepBegan;
    private Duration stepLimit;

    /// @param sources those of the code under test
    Watch(ChildProcess child, Outcomes outcomes, ChildLimits limits, Path sources, long began) {
        this.child = child;
        this.outcomes = outcomes;
        this.limits = limits;
        this.sources = sources;
        this.began = began;
        step(limits.start());
    }

    /// Returns when nothing more is to be expected; the child may still have to be killed.
    Ending untilItEnds() throws InterruptedException {
        Ending known = null;
        while (true) {
            var event = child.next(remaining());
            switch (event) {
                case null -> {
                    return known != null ? known : killed();
                }
                case Event.Discovered _, Event.Ready _ -> step(limits.start());
                case Event.Started(var key, _) -> {
                    outcomes.started(key);
                    step(
                            outcomes.running()
                                    .map(TestInfo::timeLimit)
                                    .orElse(TestInfo.DEFAULT_LIMIT)
                                    .plus(limits.grace()));
                }
                case Event.Finished finished -> {
                    outcomes.finished(finished);
                    step(limits.start());
                }
                case Event.Exit exit -> {
                    known = exited(exit);
                    // shutdown hooks run now, and may hang
                    step(TO_EXIT);
                }
                case Event.Ended _ -> {}
                case Event.OutOfMemory _ -> {
                    return outOfMemory();
                }
                case Event.Crashed(var failure) -> {
                    return crashed(failure);
                }
                case Event.Done _ -> {
                    return Ending.well();
                }
                case Event.EndOfOutput _ -> {
                    return known != null ? known : died();
                }
            }
        }
    }

    private Ending died() throws InterruptedException {
        if (!child.ended(remaining())) {
            return killed();
        }
        var crash = child.crashFile();
        return Died.with(
                child.exitCode(),
                crash.exists(),
                crash.frame(),
                whileRunning(),
                HaltCall.in(sources));
    }

    private Ending killed() {
        return new Ending(
                Verdict.Reason.KILLED,
                "it hung: the JVM was killed after "
                        + seconds(stepLimit)
                        + whileRunning()
                        + "; it did not even tell where it hangs");
    }

    private Ending exited(Event.Exit exit) {
        var status = exit.call().replaceAll("\\D", "");
        return new Ending(
                Verdict.Reason.EXITED,
                "System.exit(%s) was called%s%s"
                        .formatted(status, caller(exit.frames()), whileRunning()));
    }

    private static String caller(List<Failure.Frame> frames) {
        return frames.stream()
                .filter(
                        f ->
                                !f.className().startsWith("java.")
                                        && !f.className().startsWith("jdk."))
                .findFirst()
                .map(f -> " at " + f.file() + ":" + f.line())
                .orElse("");
    }

    private Ending outOfMemory() {
        return new Ending(
                Verdict.Reason.OUT_OF_MEMORY,
                "the JVM ran out of memory (512 MiB)" + whileRunning());
    }

    private Ending crashed(Failure failure) {
        return new Ending(
                Verdict.Reason.DIED,
                "the tests could not run: "
                        + failure.type()
                        + ": "
                        + failure.message()
                        + whileRunning());
    }

    private String whileRunning() {
        return outcomes.running().map(t -> " while running \"" + t.displayName() + "\"").orElse("");
    }

    private void step(Duration limit) {
        stepBegan = System.nanoTime();
        stepLimit = limit;
    }

    private Duration remaining() {
        long now = System.nanoTime();
        var ofStep = stepLimit.minusNanos(now - stepBegan);
        var ofAll = limits.total().minusNanos(now - began);
        return ofStep.compareTo(ofAll) < 0 ? ofStep : ofAll;
    }

    private static String seconds(Duration d) {
        return d.toMillis() % 1000 == 0 ? d.toSeconds() + " s" : d.toMillis() + " ms";
    }
}
