package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Finds the explanation in a section on an exercise: what follows the line `**Why it works**`, up
/// to the next such line or heading.
public final class WhyItWorks {
    /// How the part begins.
    public static final String TITLE = "**Why it works**";

    private static final Pattern PART = Pattern.compile("\\*\\*[^*]+\\*\\*\\s*|#{1,6} .*");
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");

    private WhyItWorks() {}

    /// Where a line of a section stands.
    private enum Place {
        ELSEWHERE,
        TITLE,
        BELOW_TITLE
    }

    /// The section as Markdown for those who have not passed yet: a line says when the explanation
    /// is there.
    public static String heldBack(Page.Section section) {
        var text = new ArrayList<String>();
        walk(
                section,
                (line, place) -> {
                    switch (place) {
                        case ELSEWHERE -> text.add(line);
                        case TITLE -> {
                            text.add(TITLE + ": after you have passed.");
                            text.add("");
                        }
                        case BELOW_TITLE -> {}
                    }
                });
        return String.join("\n", text);
    }

    /// The explanation as Markdown, without its title.
    ///
    /// @return empty if the section has none, or nothing under its title
    public static Optional<String> of(Page.Section section) {
        var text = new ArrayList<String>();
        walk(
                section,
                (line, place) -> {
                    if (place == Place.BELOW_TITLE) {
                        text.add(line);
                    }
                });
        var markdown = String.join("\n", text).strip();
        return markdown.isEmpty() ? Optional.empty() : Optional.of(markdown);
    }

    /// Goes through the lines; in a block of code nothing is a title.
    private static void walk(Page.Section section, BiConsumer<String, Place> reader) {
        var part = Place.ELSEWHERE;
        boolean code = false;
        for (var line : section.markdown().lines().toList()) {
            code ^= FENCE.matcher(line).matches();
            var place = part;
            if (!code && PART.matcher(line).matches()) {
                boolean isTitle = line.strip().equals(TITLE);
                place = isTitle ? Place.TITLE : Place.ELSEWHERE;
                part = isTitle ? Place.BELOW_TITLE : Place.ELSEWHERE;
            }
            reader.accept(line, place);
        }
    }
}
