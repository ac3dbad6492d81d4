/// What the course consists of: chapters, exercises and their tests, read from the sources.
package robustnet.runner.course;
