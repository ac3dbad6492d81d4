package robustnet.runner.child;

/// What a program printed.
///
/// @param text the beginning, up to a cap
/// @param omitted how many more bytes it was
public record PrintedText(String text, long omitted) {
    static final PrintedText NONE = new PrintedText("", 0);

    /// Whether nothing was printed.
    public boolean isEmpty() {
        return text.isEmpty() && omitted == 0;
    }

    PrintedText and(PrintedText later) {
        return new PrintedText(text + later.text, omitted + later.omitted);
    }

    PrintedText withoutBanner() {
        return new PrintedText(CrashFile.withoutBanner(text), omitted);
    }
}
