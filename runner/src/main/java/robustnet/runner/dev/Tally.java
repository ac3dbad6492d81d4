package robustnet.runner.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what passed and collects what did not. Safe for use by several threads.
public final class Tally {
    private final AtomicInteger passed = new AtomicInteger();
    private final List<Finding> findings = new ArrayList<>();

    /// One more thing is as it should be.
    public void pass() {
        passed.incrementAndGet();
    }

    /// One thing is not.
    public void fail(String rule, String where, String text) {
        synchronized (findings) {
            findings.add(new Finding(rule, where, text));
        }
    }

    /// Passes where there is no `problem`, else fails with its text.
    public void check(String rule, String where, Optional<String> problem) {
        problem.ifPresentOrElse(text -> fail(rule, where, text), this::pass);
    }

    /// Passes if `ok`, else fails.
    public void check(boolean ok, String rule, String where, String otherwise) {
        check(rule, where, ok ? Optional.empty() : Optional.of(otherwise));
    }

    public int passed() {
        return passed.get();
    }

    /// What failed so far, in the order in which it was found.
    public List<Finding> findings() {
        synchronized (findings) {
            return List.copyOf(findings);
        }
    }
}
