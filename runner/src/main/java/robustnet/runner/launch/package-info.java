/// What the launchers `learn` and `learn.cmd` need to know from the runner.
package robustnet.runner.launch;
