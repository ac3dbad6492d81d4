/// What the runner remembers of a learner, in `.learn`.
package robustnet.runner.state;
