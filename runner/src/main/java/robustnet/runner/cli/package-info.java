/// The commands of `./learn`.
package robustnet.runner.cli;
