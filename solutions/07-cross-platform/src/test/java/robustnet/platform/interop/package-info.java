/// The reference beside other programs, where they are installed. Not graded: a learner's machine
/// need not have them.
package robustnet.platform.interop;
