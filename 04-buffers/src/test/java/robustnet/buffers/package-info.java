/// The tests of chapter 04: they grade the starter and hold the reference to the same standard.
package robustnet.buffers;
