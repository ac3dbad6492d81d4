package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import robustnet.runner.report.Style;

/// Markdown as it reads well on a terminal: no marks, no HTML, and nothing that is folded away.
public final class TerminalText {
    /// Longer lines of prose are hard to read.
    private static final int MOST_COLUMNS = 100;

    private static final String FOLDED = "(?s)<details\\b.*?</details>\\s*";

    private TerminalText() {}

    /// `markdown` for a pipe or a file: its lines end where they end in the source, of a link there
    /// is its text, of code every letter.
    ///
    /// @return lines without a line end behind the last
    public static String of(String markdown, Style style) {
        var document = Parser.builder().build().parse(unfolded(markdown));
        var inline = new InlineText(style, InlineText.Lines.AS_IN_SOURCE);
        var blocks = new BlockText(style, inline);
        return String.join("\n", blocks.of(document, BlockText.UNLIMITED, true)).strip();
    }

    /// `markdown` for a screen: prose and tables are fitted to its width, code is never broken,
    /// what a diagram says is written down, and links to other places are numbered and listed at
    /// the end.
    ///
    /// @param columns of the screen; lines of code may be longer, other lines are not
    public static List<String> lines(String markdown, int columns, Style style) {
        var document =
                Parser.builder()
                        .extensions(List.of(TablesExtension.create()))
                        .build()
                        .parse(unfolded(markdown));
        var inline = new InlineText(style, InlineText.Lines.FITTED);
        var width = Math.clamp(columns, 1, MOST_COLUMNS);
        var lines = new ArrayList<>(new BlockText(style, inline).of(document, width, true));
        if (!inline.links().isEmpty()) {
            lines.add("");
        }
        for (int i = 0; i < inline.links().size(); i++) {
            lines.add(style.dim("[" + (i + 1) + "] " + inline.links().get(i)));
        }
        return lines;
    }

    private static String unfolded(String markdown) {
        return markdown.replaceAll(FOLDED, "");
    }
}
