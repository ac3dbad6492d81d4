/// For those who write the course: the gate (`./learn dev check`) and the skeletons (`./learn dev
/// new`).
package robustnet.runner.dev;
