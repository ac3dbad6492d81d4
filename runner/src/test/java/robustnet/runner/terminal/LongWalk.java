package robustnet.runner.terminal;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Runs where there is a tmux, and only if asked for: such a test starts JVM after JVM.
@Retention(RetentionPolicy.RUNTIME)
@NeedsTmux
@EnabledIfSystemProperty(
        named = "terminal.walk",
        matches = "true",
        disabledReason = "it takes seconds: with -Dterminal.walk=true, as .ci/run does")
@interface LongWalk {}
