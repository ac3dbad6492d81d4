/// Checks an exercise: compiles it, runs its tests, counts its points.
package robustnet.runner.check;
