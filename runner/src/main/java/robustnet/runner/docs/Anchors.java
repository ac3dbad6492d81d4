package robustnet.runner.docs;

import java.util.Locale;
import java.util.Map;

/// The fragments that GitHub gives to headings.
public final class Anchors {
    private Anchors() {}

    /// The fragment of a heading: lower case, blanks as hyphens, letters, digits, hyphens and
    /// underscores kept, the rest dropped.
    public static String of(String title) {
        var anchor = new StringBuilder();
        title.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(
                        c -> {
                            if (c == ' ') {
                                anchor.append('-');
                            } else if (Character.isLetterOrDigit(c) || c == '-' || c == '_') {
                                anchor.appendCodePoint(c);
                            }
                        });
        return anchor.toString();
    }

    /// The same, with `-1`, `-2` … for a title that was there before.
    ///
    /// @param seen how often each anchor was given on this page so far; counts on
    static String next(String title, Map<String, Integer> seen) {
        var anchor = of(title);
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        return before == 0 ? anchor : anchor + "-" + before;
    }
}
