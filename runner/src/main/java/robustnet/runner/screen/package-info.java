/// What is shown on a terminal's screen, and the keys that move it: functions from data to lines of
/// a given width, and views that hold a position and a filter.
package robustnet.runner.screen;
