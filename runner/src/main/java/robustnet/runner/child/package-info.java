/// Runs tests in a JVM of their own, which may hang, crash or exit as it likes.
///
/// The child tells events in lines of standard output that begin with a secret token. Where a test
/// begins and ends stands in standard error too, so that what is printed can be told apart by test.
package robustnet.runner.child;
