/// The tests of chapter 05: they grade the starter and hold the reference to the same standard.
package robustnet.tls;
