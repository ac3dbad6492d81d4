/// Chapter 05: TLS on both sides, certificates that are really checked, and sealed messages.
package robustnet.tls;
