/// Compiles an exercise's test with somebody's classes, in-process.
package robustnet.runner.compile;
