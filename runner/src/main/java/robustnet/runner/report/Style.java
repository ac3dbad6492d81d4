package robustnet.runner.report;

import java.util.Map;

/// How text is set off: with colour, or not at all.
///
/// @param colour whether escape codes are written
public record Style(boolean colour) {
    private static final String ESCAPE = "\u001b[";
    private static final String CLOSE = ESCAPE + "0m";

    /// No escape codes.
    public static Style plain() {
        return new Style(false);
    }

    /// Colour where somebody can see it: on a terminal, unless the learner asked for none by
    /// `--plain`, `NO_COLOR` or a dumb terminal.
    ///
    /// @param asked whether `--plain` was given
    public static Style choose(boolean asked, boolean terminal, Map<String, String> environment) {
        boolean refused =
                asked
                        || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("dumb");
        return new Style(terminal && !refused);
    }

    /// The choice for what this process prints to standard output.
    ///
    /// @param asked whether `--plain` was given
    public static Style ofThisProcess(boolean asked) {
        var console = System.console();
        return choose(asked, console != null && console.isTerminal(), System.getenv());
    }

    public String good(String text) {
        return code("32", text);
    }

    public String bad(String text) {
        return code("31", text);
    }

    public String bold(String text) {
        return code("1", text);
    }

    public String dim(String text) {
        return code("2", text);
    }

    public String italic(String text) {
        return code("3", text);
    }

    /// Names and code among words.
    public String code(String text) {
        return code("36", text);
    }

    /// What was searched for, or is chosen.
    public String marked(String text) {
        return code("7", text);
    }

    /// What is set off inside `text` stays so, and what follows it there is set off by `code`
    /// again.
    private String code(String code, String text) {
        var open = ESCAPE + code + "m";
        return colour ? open + text.replace(CLOSE, CLOSE + open) + CLOSE : text;
    }
}
