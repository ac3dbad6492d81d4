package robustnet.runner.terminal;

import java.util.List;
import java.util.Locale;

/// Draws a screen as a picture: SVG that stands for itself, without scripts and fonts of its own.
/// Its text can be selected and read aloud. The same screen always gives the same bytes.
///
/// Letters keep their columns whatever font the reader has: each piece of text says how long it is.
public final class Svg {
    private static final double CELL = 8.4;
    private static final int LINE = 18;
    private static final int SIZE = 14;
    private static final int MARGIN = 16;
    private static final int BAR = 32;
    private static final String FONT =
            "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

    private final StringBuilder svg = new StringBuilder();

    private Svg() {}

    /// @param title what stands in the title bar
    /// @param description one sentence for who cannot see the picture
    public static String draw(Screen screen, String title, String description) {
        var picture = new Svg();
        picture.frame(screen, title, description);
        for (int row = 0; row < screen.rows().size(); row++) {
            picture.row(screen.rows().get(row), BAR + MARGIN / 2 + row * LINE);
        }
        return picture.svg.append("</g>\n</svg>\n").toString();
    }

    private void frame(Screen screen, String title, String description) {
        int width = (int) Math.ceil(screen.columns() * CELL) + 2 * MARGIN;
        int height = BAR + screen.rows().size() * LINE + MARGIN + MARGIN / 2;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
                viewBox="0 0 %1$d %2$d" role="img" aria-labelledby="title description">
                <title id="title">%3$s</title>
                <desc id="description">%4$s</desc>
                <rect x="0.5" y="0.5" width="%5$d" height="%6$d" rx="8" fill="%7$s" stroke="#b8c0c9"/>
                <path d="M1 %8$d V9 a8 8 0 0 1 8 -8 H%9$d a8 8 0 0 1 8 8 V%8$d Z" fill="#e9edf1"/>
                <g fill="#b8c0c9"><circle cx="18" cy="16" r="5"/><circle cx="36" cy="16" r="5"/>\
                <circle cx="54" cy="16" r="5"/></g>
                <g font-family="%10$s" font-size="%11$d" fill="%12$s" style="white-space:pre">
                <text x="%13$d" y="21" text-anchor="middle" font-size="13">%3$s</text>
                """
                        .formatted(
                                width,
                                height,
                                escaped(title),
                                escaped(description),
                                width - 1,
                                height - 1,
                                Palette.PAPER,
                                BAR,
                                width - 9,
                                FONT,
                                SIZE,
                                Palette.INK,
                                width / 2));
    }

    private void row(List<Span> spans, int top) {
        for (var span : spans) {
            var paper = Palette.paper(span.pen());
            if (!paper.equals(Palette.PAPER)) {
                svg.append("<rect x=\"%s\" y=\"%d\" ".formatted(x(span.column()), top))
                        .append(
                                "width=\"%s\" height=\"%d\" fill=\"%s\"/>\n"
                                        .formatted(length(span.width()), LINE, paper));
            }
        }
        spans.stream().flatMap(span -> span.pieces().stream()).forEach(span -> text(span, top));
    }

    private void text(Span span, int top) {
        svg.append("<text x=\"%s\" y=\"%d\"".formatted(x(span.column()), top + SIZE))
                .append(" textLength=\"%s\"".formatted(length(span.width())))
                .append(" lengthAdjust=\"spacingAndGlyphs\"")
                .append(look(span.pen()))
                .append('>')
                .append(escaped(span.text()))
                .append("</text>\n");
    }

    private static String look(Pen pen) {
        var look = new StringBuilder();
        var ink = Palette.letters(pen);
        if (!ink.equals(Palette.INK)) {
            look.append(" fill=\"").append(ink).append('"');
        }
        if (pen.bold()) {
            look.append(" font-weight=\"bold\"");
        }
        if (pen.italic()) {
            look.append(" font-style=\"italic\"");
        }
        if (pen.underlined()) {
            look.append(" text-decoration=\"underline\"");
        }
        return look.toString();
    }

    private static String x(int column) {
        return number(MARGIN + column * CELL);
    }

    private static String length(int columns) {
        return number(columns * CELL);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
