package robustnet.runner.diagnosis;

import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import robustnet.runner.child.Failure;
import robustnet.runner.child.TraceLine;

/// Reduces what a failure says to what two runs of the same mistake have in common: without stack
/// frames, ports, times, addresses of objects, and what exceptions of the code under test say.
final class FailureText {
    private static final Pattern EXCEPTION =
            Pattern.compile("\\b((?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error|Failure))\\b.*");
    private static final Pattern DESCRIPTION =
            Pattern.compile("\\[(.*?)\\]\\s*(?:\\R.*|$)", Pattern.DOTALL);
    private static final Pattern FOUND =
            Pattern.compile("[,:;]? *\\bbut (?:was|it|there|they)\\b.*", Pattern.DOTALL);
    private static final Pattern OBJECT =
            Pattern.compile(
                    "@[0-9a-f]{4,16}\\b|\\bLambda[/$]\\S+|0x[0-9a-f]{5,}|(?<=serial )[0-9a-f]+");
    private static final Pattern HEX = Pattern.compile("\\b(?=[a-f]*\\d)[0-9a-f]{4,}\\b");
    private static final Pattern PATH = Pattern.compile("(?:/[\\w.-]+){2,}/?");
    private static final Pattern TIME =
            Pattern.compile(
                    "\\bPT[\\d.HMS]+|\\b\\d+(?:[.,]\\d+)?(?: ?(?:ns|µs|us|ms|s|min)\\b|[HMS]\\b)");
    private static final Pattern LONG_NUMBER =
            Pattern.compile("-?\\d+[.,]\\d+|-?\\d{5,}L?|(?<=:)\\d{4}\\b");

    private FailureText() {}

    /// What the test's author wrote: the same for all code that fails here. What was found instead
    /// is left out, and so are numbers.
    static String kind(Failure failure) {
        if (isOneOfTheTestkit(failure)) {
            return failure.type();
        }
        if (!isAssertion(failure.type())) {
            return failure.type();
        }
        var message = failure.message().strip();
        var described = DESCRIPTION.matcher(message);
        var text =
                described.matches() ? described.group(1) : message.lines().findFirst().orElse("");
        text = FOUND.matcher(text).replaceFirst("");
        text = EXCEPTION.matcher(text).replaceAll("#");
        text = OBJECT.matcher(text).replaceAll("#");
        text = HEX.matcher(text).replaceAll("#");
        return folded(text.replaceAll("\\d+", "#"));
    }

    /// The whole of it: tells apart what fails at the same place with different results.
    static String detail(Failure failure) {
        if (isOneOfTheTestkit(failure)) {
            return leftBehind(failure.message());
        }
        if (!isAssertion(failure.type())) {
            return failure.type() + failure.cause().map(c -> " < " + detail(c)).orElse("");
        }
        var text =
                failure.message()
                        .lines()
                        .filter(line -> TraceLine.frame(line).isEmpty())
                        .filter(line -> !TraceLine.tellsOfMore(line))
                        .map(line -> EXCEPTION.matcher(line).replaceAll("$1"))
                        .collect(Collectors.joining("\n"));
        for (var varies : new Pattern[] {OBJECT, PATH, TIME, LONG_NUMBER}) {
            text = varies.matcher(text).replaceAll("#");
        }
        return folded(text);
    }

    /// Where it hung, and which of its threads and sockets are left, says more of the code than of
    /// the mistake.
    private static boolean isOneOfTheTestkit(Failure failure) {
        return failure.type().equals("robustnet.testkit.Hang")
                || failure.type().equals("robustnet.testkit.Leak");
    }

    private static String leftBehind(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("- "))
                .map(line -> line.split("[:,;\"(]|\\d", 2)[0].strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    private static boolean isAssertion(String type) {
        return type.equals(AssertionError.class.getName())
                || type.startsWith("org.opentest4j.")
                || type.startsWith("org.assertj.")
                || type.startsWith("org.mockito.")
                || type.startsWith("robustnet.testkit.");
    }

    private static String folded(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
