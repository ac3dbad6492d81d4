/// Chapter 02: datagrams that are lost, repeated and reordered, and what to do about it.
package robustnet.udp;
