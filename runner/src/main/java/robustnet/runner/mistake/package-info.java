/// The course's wrong versions: what they believe, and how to make one from the reference.
package robustnet.runner.mistake;
