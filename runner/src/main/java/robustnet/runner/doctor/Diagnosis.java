package robustnet.runner.doctor;

/// What a check found.
public sealed interface Diagnosis {
    /// What was found, in one line.
    String found();

    /// All is well.
    record Ok(String found) implements Diagnosis {}

    /// The course works, with a limit.
    ///
    /// @param todo what to do about it, or what the limit means
    record Warn(String found, String todo) implements Diagnosis {}

    /// The course does not work.
    ///
    /// @param todo what to do about it
    record Problem(String found, String todo) implements Diagnosis {}
}
