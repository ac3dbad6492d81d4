package robustnet.runner.cli;

import java.io.IOException;
import org.jline.terminal.TerminalBuilder;
import robustnet.runner.docs.TerminalText;
import robustnet.runner.report.Style;

/// Prints what the book says: fitted to the terminal where somebody looks at it, line by line as in
/// the source where a program does.
record BookText(Surroundings surroundings, Style style) {
    private static final int USUAL_COLUMNS = 80;

    void print(String markdown) {
        if (surroundings.terminal() && !dumb()) {
            TerminalText.lines(markdown, columns(), style).forEach(surroundings.out()::println);
        } else {
            surroundings.out().println(TerminalText.of(markdown, style));
        }
    }

    private boolean dumb() {
        return surroundings.environment().getOrDefault("TERM", "").equals("dumb");
    }

    private static int columns() {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            return USUAL_COLUMNS;
        }
        try (var terminal = TerminalBuilder.builder().system(true).dumb(false).build()) {
            int columns = terminal.getSize().getColumns();
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | RuntimeException | LinkageError _) {
            return USUAL_COLUMNS; // nobody knows
        }
    }
}
