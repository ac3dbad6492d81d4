package robustnet.runner.child;

/// Where a program prints.
enum Stream {
    /// Standard output: what learners print themselves.
    OUT,
    /// Standard error: logs, and the stack traces of threads that die.
    ERR
}
