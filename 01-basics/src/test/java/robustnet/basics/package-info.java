/// The tests of chapter 01: they grade the starter and hold the reference to the same standard.
package robustnet.basics;
