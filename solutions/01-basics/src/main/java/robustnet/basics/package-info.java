/// Chapter 01: connections, exact reads, frames, and a server that one bad client cannot stop.
package robustnet.basics;
