package robustnet.runner.screen;

/// What a learner types into a line.
final class Typed {
    private Typed() {}

    /// Deletes the last letter, both halves of it where it has two.
    static void deleteLast(StringBuilder text) {
        if (!text.isEmpty()) {
            text.setLength(text.offsetByCodePoints(text.length(), -1));
        }
    }
}
