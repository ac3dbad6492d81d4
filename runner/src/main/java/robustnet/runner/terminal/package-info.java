/// A real terminal for a program: tmux runs it, keys are typed, the screen is read and drawn as a
/// picture. For tests of the runner, and for the pictures in the course's pages.
package robustnet.runner.terminal;
