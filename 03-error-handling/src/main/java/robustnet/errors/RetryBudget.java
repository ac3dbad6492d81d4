package robustnet.errors;

/// Keeps the retries of all calls together a small part of the calls: each call pays in a part of a
/// retry, and a retry takes out a whole one.
///
/// ```
///   10 percent        calls      c c c c c c c c c c c c c c c c c c c c
///                     balance    10 20 30 ...     100   ...      190  200
///                     retries    none before the tenth call, two after twenty
///
///   3 layers, 3 tries each, no budget     27 requests for one call
///   3 layers, with 10 percent each        1.1 * 1.1 * 1.1, less than 1.34
/// ```
///
/// Share one among all calls to the same server. A [Retrier] asks it in its predicate: `e ->
/// safe(e) && budget.tryRetry()`. Safe for use by many threads.
public final class RetryBudget {
    /// Creates a budget with nothing in it.
    ///
    /// @param percent how many retries a hundred calls pay for; from 1 to 100
    /// @param mostSaved how many retries can be saved up at most; 1 or more. More calls pay in
    ///   nothing
    /// @throws IllegalArgumentException if an argument is out of its range
    public RetryBudget(int percent, int mostSaved) {
        throw new UnsupportedOperationException("TODO 3.6: start with nothing");
    }

    /// Notes a call: its first attempt, not its retries.
    public void called() {
        throw new UnsupportedOperationException("TODO 3.6: pay in");
    }

    /// Takes out one retry if there is a whole one, and tells whether there was. Exact: after any
    /// number of calls, by any threads, never more retries were taken out than were paid in.
    public boolean tryRetry() {
        throw new UnsupportedOperationException("TODO 3.6: take a retry out");
    }
}
