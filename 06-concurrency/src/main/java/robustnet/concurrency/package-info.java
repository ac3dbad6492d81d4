/// Chapter 06: many connections at once: limits, pools, balancing, and an event loop.
package robustnet.concurrency;
