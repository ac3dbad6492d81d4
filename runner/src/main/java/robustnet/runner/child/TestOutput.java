package robustnet.runner.child;

/// What was printed while one test ran, or while none did.
///
/// @param all standard output and error together, in the order in which it was read
/// @param standard what of it went to standard output
/// @param logged how many lines of it went to standard error, those counted that were not kept
public record TestOutput(PrintedText all, PrintedText standard, long logged) {
    public static final TestOutput NONE = new TestOutput(PrintedText.NONE, PrintedText.NONE, 0);

    TestOutput and(TestOutput later) {
        return new TestOutput(
                all.and(later.all), standard.and(later.standard), logged + later.logged);
    }

    TestOutput withoutBanner() {
        return new TestOutput(all.withoutBanner(), standard.withoutBanner(), logged);
    }
}
