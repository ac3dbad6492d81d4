package robustnet.runner.mistake;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The ids of pitfalls, such as `B1` or `E7b`.
public final class Pitfalls {
    private static final Pattern ID = Pattern.compile("\\b[A-Z]\\d{1,2}[a-z]?\\b");
    private static final Pattern AT_END = Pattern.compile("\\(([^()]*)\\)\\s*$");

    private Pitfalls() {}

    /// All ids in `text`, in its order.
    public static Set<String> in(String text) {
        var ids = new LinkedHashSet<String>();
        ID.matcher(text).results().forEach(m -> ids.add(m.group()));
        return ids;
    }

    /// The ids in parentheses at the end of a test's display name.
    public static Set<String> guardedBy(String displayName) {
        var end = AT_END.matcher(displayName);
        return end.find() ? in(end.group(1)) : Set.of();
    }
}
