package robustnet.runner.diagnosis;

import java.util.Optional;
import robustnet.runner.child.Verdict;

/// How one test fails, as two short hashes. Written `1a2b.3c4d5e`.
///
/// @param kind where in the test, and what it was about: 4 hex digits
/// @param detail the same with what was found: 6 hex digits
record Symptom(String kind, String detail) {
    /// @return empty where the test passed, or where nothing was tried
    static Optional<Symptom> of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed _ -> Optional.empty();
            case Verdict.Failed(var failure) ->
                    Optional.of(of(FailureText.kind(failure), FailureText.detail(failure)));
            case Verdict.NotRun(var reason, _) ->
                    switch (reason) {
                        case SKIPPED, ABORTED, NEVER_STARTED, NOT_FOUND -> Optional.empty();
                        case DIED, KILLED, EXITED, OUT_OF_MEMORY ->
                                Optional.of(of(reason.name(), reason.name()));
                    };
        };
    }

    static Symptom of(String kind, String detail) {
        return new Symptom(Fnv.of(kind, 4), Fnv.of(detail, 6));
    }

    /// Reads what [#toString()] wrote.
    ///
    /// @throws IllegalArgumentException if it is something else
    static Symptom parse(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            throw new IllegalArgumentException(text);
        }
        return new Symptom(text.substring(0, point), text.substring(point + 1));
    }

    @Override
    public String toString() {
        return kind + "." + detail;
    }
}
