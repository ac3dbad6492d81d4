/// The `./learn` command: it reads the course's exercises from their tests, compiles them
/// in-process, runs them in a JVM of their own and says what happened.
package robustnet.runner;
