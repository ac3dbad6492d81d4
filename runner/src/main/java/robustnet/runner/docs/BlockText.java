package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.ThematicBreak;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// The blocks of a piece of Markdown as lines for a terminal.
///
/// @param inline turns what is inside a paragraph into text
record BlockText(Style style, InlineText inline) {
    /// No line is ever broken.
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final String CODE_INDENT = "    ";

    /// The lines of all blocks in `parent`.
    ///
    /// @param loose whether a blank line stands between two of them
    List<String> of(Node parent, int columns, boolean loose) {
        var lines = new ArrayList<String>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            var block = block(node, columns);
            if (loose && !lines.isEmpty() && !block.isEmpty()) {
                lines.add("");
            }
            lines.addAll(block);
        }
        return lines;
    }

    private List<String> block(Node node, int columns) {
        return switch (node) {
            case FencedCodeBlock code -> fenced(code, columns);
            case IndentedCodeBlock code -> code(code.getLiteral());
            case ListBlock list -> items(list, columns);
            case BlockQuote quote -> quote(quote, columns);
            case TableBlock table -> new TableText(style, inline).of(table, columns);
            case Heading heading -> wrapped(style.bold(inline.of(heading)), columns);
            case ThematicBreak _ -> List.of(inline.fitted() ? "─".repeat(columns) : "---");
            case HtmlBlock _ -> List.of();
            default -> wrapped(inline.of(node), columns);
        };
    }

    private static List<String> wrapped(String text, int columns) {
        return text.lines()
                .flatMap(
                        line ->
                                columns == UNLIMITED
                                        ? List.of(line).stream()
                                        : Width.wrap(line, columns).stream())
                .toList();
    }

    private List<String> fenced(FencedCodeBlock code, int columns) {
        return inline.fitted() && "mermaid".equals(code.getInfo())
                ? indented(
                        DiagramText.of(code.getLiteral(), columns - CODE_INDENT.length(), style),
                        CODE_INDENT,
                        CODE_INDENT)
                : code(code.getLiteral());
    }

    private static List<String> code(String literal) {
        return indented(literal.lines().map(Width::visible).toList(), CODE_INDENT, CODE_INDENT);
    }

    private List<String> quote(BlockQuote quote, int columns) {
        var mark = inline.fitted() ? style.dim("│ ") : "> ";
        return indented(of(quote, inside(columns, mark), true), mark, mark);
    }

    private List<String> items(ListBlock list, int columns) {
        var lines = new ArrayList<String>();
        int number = list instanceof OrderedList o ? o.getMarkerStartNumber() : 0;
        for (var item = list.getFirstChild(); item instanceof ListItem; item = item.getNext()) {
            var mark = list instanceof OrderedList ? number++ + ". " : "- ";
            if (!list.isTight() && !lines.isEmpty()) {
                lines.add("");
            }
            var blocks = of(item, inside(columns, mark), !list.isTight());
            lines.addAll(indented(blocks, mark, " ".repeat(mark.length())));
        }
        return lines;
    }

    private static int inside(int columns, String mark) {
        return columns == UNLIMITED ? UNLIMITED : Math.max(1, columns - Width.of(mark));
    }

    private static List<String> indented(List<String> lines, String first, String rest) {
        var indented = new ArrayList<String>();
        for (var line : lines) {
            var indent = indented.isEmpty() ? first : rest;
            indented.add(line.isEmpty() ? line : indent + line);
        }
        return indented;
    }
}
