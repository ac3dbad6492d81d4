/// Tells a learner what a newer version of the course would do to the work.
package robustnet.runner.upgrade;
