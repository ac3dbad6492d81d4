package robustnet.runner.dev;

/// Counts things in English.
final class Plural {
    private Plural() {}

    /// `1 test`, `2 tests`
    static String of(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
