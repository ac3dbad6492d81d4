package robustnet.runner.doctor;

import java.util.concurrent.Callable;

/// One question about the machine.
///
/// @param name what it is about, in one or two words
/// @param question finds the answer; may block and may throw: the [Doctor] has a deadline
public record Check(String name, Callable<Diagnosis> question) {}
