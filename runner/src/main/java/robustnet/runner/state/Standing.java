package robustnet.runner.state;

import java.time.Instant;

/// Where the learner stands.
///
/// @param id the exercise that was chosen
/// @param since when it was chosen
public record Standing(String id, Instant since) {}
