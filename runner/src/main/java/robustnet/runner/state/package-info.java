/// What the runner remembers of a learner, in `.learn`: progress in `state.txt`, untouched starters
/// in `starters`, named snapshots in `saves`, and in `backup` what was there before each change of
/// the learner's files. All such changes go through [robustnet.runner.state.Keep].
package robustnet.runner.state;
