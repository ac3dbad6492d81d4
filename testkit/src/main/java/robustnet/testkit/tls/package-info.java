/// Certificates for the tests of chapter 05, made while the tests run and never committed: those
/// that expire cannot break a build years later.
package robustnet.testkit.tls;
