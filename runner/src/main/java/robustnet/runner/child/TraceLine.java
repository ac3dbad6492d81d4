package robustnet.runner.child;

import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the lines of a stack trace that stands in a text, such as an assertion's message.
public final class TraceLine {
    private static final Pattern FRAME =
            Pattern.compile(
                    "\\s*at (?:[\\w.@-]*/)*([\\w.$]+)\\.([\\w$<>]+)\\(([^():]*)(?::(\\d+))?\\)\\s*");
    private static final Pattern LEFT_OUT =
            Pattern.compile(
                    "\\s*(?:\\.\\.\\. \\d+ more|\\.\\.\\.\\(\\d+ remaining lines .*\\))\\s*");

    private TraceLine() {}

    /// The frame that `line` tells: `at robustnet.basics.Frames.read(Frames.java:42)`.
    public static Optional<Failure.Frame> frame(String line) {
        var match = FRAME.matcher(line);
        if (!match.matches()) {
            return Optional.empty();
        }
        int number = match.group(4) == null ? 0 : Integer.parseInt(match.group(4));
        return Optional.of(
                new Failure.Frame(match.group(1), match.group(2), match.group(3), number));
    }

    /// Whether `line` says that frames were left out.
    public static boolean tellsOfMore(String line) {
        return LEFT_OUT.matcher(line).matches();
    }
}
