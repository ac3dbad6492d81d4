/// The tests of chapter 07: they grade the starter and hold the reference to the same standard.
package robustnet.platform;
