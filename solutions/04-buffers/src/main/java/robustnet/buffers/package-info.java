/// Chapter 04: buffers, the wire format of the finished stack, and back-pressure.
package robustnet.buffers;
