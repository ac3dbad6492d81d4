/// The tests of chapter 02: they grade the starter and hold the reference to the same standard.
package robustnet.udp;
