package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the folded hints in the lines of a section.
final class Hints {
    private static final Pattern SUMMARY =
            Pattern.compile("<summary>\\s*(Hint.*?)\\s*</summary>", Pattern.CASE_INSENSITIVE);

    private Hints() {}

    /// @param firstLine the number of the first of `lines` in the page
    static List<Page.Hint> in(List<String> lines, int firstLine) {
        var hints = new ArrayList<Page.Hint>();
        for (int i = 0; i < lines.size(); i++) {
            var summary = SUMMARY.matcher(lines.get(i));
            if (!summary.find()) {
                continue;
            }
            var text = new ArrayList<String>();
            text.add(lines.get(i).substring(summary.end()));
            int end = i;
            while (!text.getLast().contains("</details>") && end + 1 < lines.size()) {
                text.add(lines.get(++end));
            }
            text.set(text.size() - 1, text.getLast().replaceFirst("</details>.*", ""));
            hints.add(
                    new Page.Hint(
                            firstLine + i, summary.group(1), String.join("\n", text).strip()));
            i = end;
        }
        return hints;
    }
}
