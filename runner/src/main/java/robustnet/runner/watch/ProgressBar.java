package robustnet.runner.watch;

/// How much of the course is done, as a bar.
final class ProgressBar {
    private ProgressBar() {}

    /// `████░░░░`
    ///
    /// @param part of `whole`; more than that is the whole
    /// @param columns how wide, from 0 on
    static String of(int part, int whole, int columns) {
        // Full only when all is done, begun as soon as anything is.
        int full =
                whole == 0 || part <= 0
                        ? 0
                        : part >= whole
                                ? columns
                                : Math.clamp(
                                        (long) part * columns / whole, 1, Math.max(1, columns - 1));
        full = Math.min(full, columns);
        return "█".repeat(full) + "░".repeat(columns - full);
    }
}
