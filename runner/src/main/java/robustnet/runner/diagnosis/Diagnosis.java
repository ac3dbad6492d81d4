package robustnet.runner.diagnosis;

import java.util.Optional;

/// A known mistake that fails the same tests with the same messages as the learner's code.
///
/// @param name what its file calls it, in words: `trusts one read`
/// @param belief what someone who writes this takes for true: `one read fills the buffer`
/// @param pitfall where the page tells of it: `docs/01-basics.md#b1-…`; empty if the mistake is in
///   no list
public record Diagnosis(String name, String belief, Optional<String> pitfall) {}
