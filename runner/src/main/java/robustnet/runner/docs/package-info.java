/// Reads the pages of the course book.
package robustnet.runner.docs;
