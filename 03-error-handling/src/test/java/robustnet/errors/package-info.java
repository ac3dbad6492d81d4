/// The tests of chapter 03: they grade the starter and hold the reference to the same standard.
package robustnet.errors;
