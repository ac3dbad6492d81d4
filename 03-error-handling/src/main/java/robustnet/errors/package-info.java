/// Chapter 03: failures classified, retried within a deadline, and never done twice.
package robustnet.errors;
