/// Chapter 07: what differs between operating systems, and the whole stack assembled.
package robustnet.platform;
