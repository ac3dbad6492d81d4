package robustnet.runner.dev;

import java.time.Duration;
import java.util.List;

/// What the gate said of one exercise, or of what belongs to no single one.
///
/// @param name the exercise's id, or `course`
/// @param title what it is about
/// @param counts what was checked, in words: `9 tests, 6 mistakes`
/// @param passed how many checks passed
/// @param findings what did not pass
/// @param took the work, which may have been spread over several threads
public record Part(
        String name,
        String title,
        String counts,
        int passed,
        List<Finding> findings,
        Duration took) {
    public Part {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }
}
