/// `./learn doctor`: whether this machine has what the course needs, and what to do where it has
/// not.
package robustnet.runner.doctor;
