package robustnet.runner.child;

import java.util.Optional;
import java.util.Set;

/// Says what a JVM died of that told nothing: by its exit code, and by what it left behind.
final class Died {
    private static final int BY_SIGNAL = 128;

    /// SIGILL, SIGABRT, SIGBUS, SIGFPE and SIGSEGV.
    private static final Set<Integer> CRASHES = Set.of(4, 6, 7, 8, 11);

    private static final Set<Integer> FROM_OUTSIDE = Set.of(1, 2, 9, 15);

    private Died() {}

    /// @param hasCrashFile whether the JVM has written a report of its crash
    /// @param frame where it crashed, as far as the report says
    /// @param whileRunning what is put behind: ` while running "…"`
    static Ending with(
            int exitCode, boolean hasCrashFile, Optional<String> frame, String whileRunning) {
        int signal = exitCode - BY_SIGNAL;
        if (hasCrashFile || CRASHES.contains(signal)) {
            return new Ending(
                    Verdict.Reason.DIED,
                    "the JVM crashed"
                            + frame.map(f -> " in " + f).orElse("")
                            + whileRunning
                            + ": Java code alone cannot do that, but native code and Unsafe can",
                    true);
        }
        if (FROM_OUTSIDE.contains(signal)) {
            return new Ending(
                    Verdict.Reason.DIED,
                    "the JVM was killed by signal "
                            + signal
                            + whileRunning
                            + ": by another program, by itself, or by the system for want of memory");
        }
        return new Ending(
                Verdict.Reason.DIED,
                "the JVM ended with exit code "
                        + exitCode
                        + whileRunning
                        + ": Runtime.halt was called, or something ended it");
    }
}
