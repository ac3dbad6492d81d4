package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/// Markdown as it reads well on a terminal: of a link its text, of code every letter, no HTML, and
/// nothing that is folded away.
public final class TerminalText {
    private static final String FOLDED = "(?s)<details\\b.*?</details>\\s*";

    private final UnaryOperator<String> bold;

    private TerminalText(UnaryOperator<String> bold) {
        this.bold = bold;
    }

    /// `markdown` in lines without a line end behind the last.
    ///
    /// @param bold how headings and what is strong are set off
    public static String of(String markdown, UnaryOperator<String> bold) {
        var document = Parser.builder().build().parse(markdown.replaceAll(FOLDED, ""));
        return String.join("\n", new TerminalText(bold).blocks(document, true)).strip();
    }

    /// The lines of all blocks in `parent`.
    ///
    /// @param loose whether a blank line stands between two of them
    private List<String> blocks(Node parent, boolean loose) {
        var lines = new ArrayList<String>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            var block = block(node);
            if (loose && !lines.isEmpty() && !block.isEmpty()) {
                lines.add("");
            }
            lines.addAll(block);
        }
        return lines;
    }

    private List<String> block(Node node) {
        return switch (node) {
            case FencedCodeBlock code ->
                    indented(code.getLiteral().lines().toList(), "    ", "    ");
            case IndentedCodeBlock code ->
                    indented(code.getLiteral().lines().toList(), "    ", "    ");
            case ListBlock list -> items(list);
            case BlockQuote quote -> indented(blocks(quote, true), "> ", "> ");
            case Heading heading -> List.of(bold.apply(inline(heading)));
            case ThematicBreak _ -> List.of("---");
            case HtmlBlock _ -> List.of();
            default -> inline(node).lines().toList();
        };
    }

    private List<String> items(ListBlock list) {
        var lines = new ArrayList<String>();
        int number = list instanceof OrderedList o ? o.getMarkerStartNumber() : 0;
        for (var item = list.getFirstChild(); item instanceof ListItem; item = item.getNext()) {
            var mark = list instanceof OrderedList ? number++ + ". " : "- ";
            if (!list.isTight() && !lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(indented(blocks(item, !list.isTight()), mark, " ".repeat(mark.length())));
        }
        return lines;
    }

    private static List<String> indented(List<String> lines, String first, String rest) {
        var indented = new ArrayList<String>();
        for (var line : lines) {
            var indent = indented.isEmpty() ? first : rest;
            indented.add(line.isEmpty() ? line : indent + line);
        }
        return indented;
    }

    private String inline(Node parent) {
        var text = new StringBuilder();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            text.append(
                    switch (node) {
                        case Text letters -> letters.getLiteral();
                        case Code code -> "`" + code.getLiteral() + "`";
                        case SoftLineBreak _ -> "\n";
                        case HardLineBreak _ -> "\n";
                        case HtmlInline _ -> "";
                        case StrongEmphasis strong -> bold.apply(inline(strong));
                        default -> inline(node);
                    });
        }
        return text.toString();
    }
}
