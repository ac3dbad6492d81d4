/// Runs tests in a JVM of their own, which may hang, crash or exit as it likes.
package robustnet.runner.child;
