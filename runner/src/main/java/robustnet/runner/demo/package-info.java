/// `./learn demo` without a chapter: runs the whole stack in a JVM of its own, spoils its network,
/// and shows what becomes of it.
package robustnet.runner.demo;
