/// The tests of chapter 06: they grade the starter and hold the reference to the same standard.
package robustnet.concurrency;
