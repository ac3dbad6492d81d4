package robustnet.runner.state;

import java.time.Instant;

/// The best result of an exercise so far.
///
/// @param points its points
/// @param passed whether all tests passed then
/// @param at when
public record Progress(int points, boolean passed, Instant at) {}
