package robustnet.runner.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/// Letters that stand side by side and are drawn alike.
///
/// @param column of the first letter, from 0
/// @param width in columns; a wide letter takes two
record Span(int column, int width, String text, Pen pen) {
    /// Words with single spaces between them; or signs that a font may have to borrow from another
    /// one with other widths.
    private static final Pattern PIECE =
            Pattern.compile("[!-~\\x{a1}-\\x{24f}]+(?: [!-~\\x{a1}-\\x{24f}]+)*|[^ -\\x{24f}]+");

    /// The columns that a text takes.
    static int width(String text) {
        return text.codePoints().map(letter -> Math.max(0, WCWidth.wcwidth(letter))).sum();
    }

    /// The same place with other letters, as wide as these.
    Span with(UnaryOperator<String> change) {
        return new Span(column, width, change.apply(text), pen);
    }

    /// The same letters in pieces that can be placed one by one, without the spaces between them.
    List<Span> pieces() {
        var pieces = new ArrayList<Span>();
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            int start = column + width(text.substring(0, matcher.start()));
            pieces.add(new Span(start, width(matcher.group()), matcher.group(), pen));
        }
        return pieces;
    }
}
