/// The references against other people's implementations. These tests grade nobody: they need
/// programs that a learner may not have, and are skipped, with the reason, where those are missing.
package robustnet.tls.interop;
