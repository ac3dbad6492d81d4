/// Tests of chapter 04's reference that grade nobody: what fuzzing found, or might have.
package robustnet.buffers;
