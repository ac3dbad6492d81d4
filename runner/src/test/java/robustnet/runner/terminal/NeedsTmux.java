package robustnet.runner.terminal;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips tests, with the reason, where there is no tmux.
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsTmux.Condition.class)
@interface NeedsTmux {
    /// Asks this machine.
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Tmux.present()
                    ? ConditionEvaluationResult.enabled("tmux is there")
                    : ConditionEvaluationResult.disabled(
                            "tmux is missing: nothing was driven in a terminal");
        }
    }
}
