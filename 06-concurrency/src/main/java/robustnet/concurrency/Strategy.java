package robustnet.concurrency;

import java.util.random.RandomGenerator;

/// Picks one of some candidates by how many calls are outstanding at each.
///
/// ```
///   candidate      0   1   2   3          picks
///   outstanding  [ 4 | 0 | 7 | 0 ]        roundRobin         0, 1, 2, 3, 0, 1, …
///                                         leastOutstanding   1 or 3, each as likely
///                                         twoChoices         two at random: 1 or 3 of most pairs,
///                                                            0 of the pair 0 and 2, never 2
/// ```
///
/// A strategy knows nothing of servers, sockets and time, so a test needs none. It may remember
/// something from pick to pick: each balancer has a strategy of its own, and asks it from one
/// thread at a time. So the ones that are made here need not be safe for use by many threads, nor
/// do their random generators.
@FunctionalInterface
public interface Strategy {
    /// Returns the index of the candidate to take.
    ///
    /// @param outstanding of each candidate, how many calls are on their way: 1 candidate or more,
    ///   each 0 or more. Not changed
    /// @return from 0 to `outstanding.length - 1`
    int pick(int... outstanding);

    /// Returns a strategy that picks the candidates in turn, the first one first, and does not look
    /// at what is outstanding.
    static Strategy roundRobin() {
        return roundRobin(0);
    }

    /// Returns a strategy that picks the candidates in turn, and does not look at what is
    /// outstanding. However often it is asked, each candidate gets its share as long as their
    /// number stays the same; where a counter overflows, the turn may begin anew. When the number
    /// changes, it goes on with any of them.
    ///
    /// @param first decides where the turn begins: with `n` candidates at `Math.floorMod(first,
    ///   n)`. Any number; a random one, if many clients start at the same time
    static Strategy roundRobin(int first) {
        throw new UnsupportedOperationException("TODO 6.5: one after another, for ever");
    }

    /// Returns a strategy that picks a candidate with the fewest outstanding calls; of several, any
    /// with the same probability.
    ///
    /// @param ties decides between equals
    static Strategy leastOutstanding(RandomGenerator ties) {
        throw new UnsupportedOperationException("TODO 6.5: the fewest, and any of equals");
    }

    /// Returns a strategy that draws two candidates, each pair with the same probability, and picks
    /// the one of them with fewer outstanding calls; of equals, either with the same probability. A
    /// candidate that is alone is picked.
    ///
    /// @param random draws the two
    static Strategy twoChoices(RandomGenerator random) {
        throw new UnsupportedOperationException("TODO 6.5: two different ones, the better");
    }
}
