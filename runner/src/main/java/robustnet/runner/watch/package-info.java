/// Watch mode: checks an exercise each time it is saved, shows what came of it, and takes keys.
///
/// [WatchLoop] is the one thread that decides; saves, keys and checks come to it as [Event]s.
package robustnet.runner.watch;
