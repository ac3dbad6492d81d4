package robustnet.runner.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import robustnet.runner.report.Style;

/// What stands inside a paragraph, as text for a terminal. Collects the links it meets.
final class InlineText {
    private static final Pattern SCHEME = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*:|//).*");

    /// Where lines end.
    enum Lines {
        /// Where they end in the source; links are their text.
        AS_IN_SOURCE,
        /// Where there is no more room, or a hard break; links say where they lead.
        FITTED
    }

    private final Style style;
    private final Lines lines;
    private final List<String> links = new ArrayList<>();

    InlineText(Style style, Lines lines) {
        this.style = style;
        this.lines = lines;
    }

    /// The addresses that the numbers in the text stand for, the first of them `[1]`.
    List<String> links() {
        return List.copyOf(links);
    }

    boolean fitted() {
        return lines == Lines.FITTED;
    }

    /// The text of what is in `parent`; lines end with `\n`.
    String of(Node parent) {
        var text = new StringBuilder();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            text.append(
                    switch (node) {
                        case Text letters -> letters.getLiteral();
                        case Code code -> code(code.getLiteral());
                        case SoftLineBreak _ -> fitted() ? " " : "\n";
                        case HardLineBreak _ -> "\n";
                        case HtmlInline _ -> "";
                        case StrongEmphasis strong -> styled(style::bold, of(strong));
                        case Emphasis emphasis -> styled(style::italic, of(emphasis));
                        case Link link when fitted() -> link(link);
                        case Image image when fitted() -> "[image: " + of(image) + "]";
                        default -> of(node);
                    });
        }
        return text.toString();
    }

    /// Colour says that it is code; without it the marks of the source do.
    private String code(String literal) {
        return style.colour() ? style.code(literal) : "`" + literal + "`";
    }

    private String link(Link link) {
        var text = of(link);
        var target = link.getDestination();
        if (target.startsWith("#")) {
            return text;
        }
        if (!SCHEME.matcher(target).matches()) {
            var path = path(target);
            return text.contains(path) ? text : text + style.dim(" (" + path + ")");
        }
        if (text.equals(target)) {
            return text;
        }
        if (!links.contains(target)) {
            links.add(target);
        }
        return text + style.dim("[" + (links.indexOf(target) + 1) + "]");
    }

    /// From the course's folder on; the pages lie in `docs`.
    private static String path(String target) {
        var file = target.replaceFirst("#.*", "");
        return Path.of("docs").resolve(file).normalize().toString().replace('\\', '/');
    }

    /// Each line for itself, so that a line end breaks no code apart.
    private static String styled(UnaryOperator<String> style, String text) {
        return text.lines().map(style).collect(Collectors.joining("\n"));
    }
}
