/// Says what came of a check: to people in text, to machines in JSON.
package robustnet.runner.report;
