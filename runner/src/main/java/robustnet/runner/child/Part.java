package robustnet.runner.child;

/// Which part of a test an event tells of.
enum Part {
    /// A test with a single invocation: the test itself.
    TEST,
    /// One invocation of a test with several.
    INVOCATION,
    /// The whole of a test with several invocations; it comes after them.
    WHOLE,
    /// All tests of a class: something before or after them.
    CLASS
}
