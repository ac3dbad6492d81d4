package robustnet.basics;

import org.assertj.core.api.Assertions;

/// Breaks the rule on what chapter 01 may use, for the test of that rule.
public final class Intruder {
    public void intrude() {
        Assertions.fail("a library");
    }
}
