/// Tells a learner whose failures match a known mistake which one it is.
package robustnet.runner.diagnosis;
