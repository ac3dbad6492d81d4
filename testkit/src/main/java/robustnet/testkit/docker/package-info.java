/// What tests that run in containers need to know first.
package robustnet.testkit.docker;
