package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the explanation in a section on an exercise: what follows the line `**Why it works**`, up
/// to the next such line or heading.
public final class WhyItWorks {
    /// How the part begins.
    public static final String TITLE = "**Why it works**";

    private static final Pattern PART = Pattern.compile("\\*\\*[^*]+\\*\\*\\s*|#{1,6} .*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");

    private WhyItWorks() {}

    /// The section as Markdown for those who have not passed yet: a line says when the explanation
    /// is there.
    public static String heldBack(Page.Section section) {
        var text = new ArrayList<String>();
        boolean inside = false;
        boolean code = false;
        for (var line : section.markdown().lines().toList()) {
            code ^= FENCE.matcher(line).matches();
            if (!code && PART.matcher(line).matches()) {
                inside = line.strip().equals(TITLE);
                if (inside) {
                    text.add(TITLE + ": after you have passed.");
                    text.add("");
                }
            }
            if (!inside) {
                text.add(line);
            }
        }
        return String.join("\n", text);
    }

    /// The explanation as Markdown, without its title.
    ///
    /// @return empty if the section has none, or nothing under its title
    public static Optional<String> of(Page.Section section) {
        var text = new ArrayList<String>();
        boolean inside = false;
        boolean code = false;
        for (var line : section.markdown().lines().toList()) {
            code ^= FENCE.matcher(line).matches();
            if (!code && PART.matcher(line).matches()) {
                inside = line.strip().equals(TITLE);
            } else if (inside) {
                text.add(line);
            }
        }
        var markdown = String.join("\n", text).strip();
        return markdown.isEmpty() ? Optional.empty() : Optional.of(markdown);
    }
}
