package robustnet.testkit.junit;

import org.junit.jupiter.api.extension.Extension;

/// Runs the tests of an exercise.
public final class ExerciseExtension implements Extension {}
