package robustnet.runner.report;

import java.io.PrintWriter;
import java.util.List;
import robustnet.runner.child.Failure;

/// Tells one failure: what happened, expected against actual, what went over the wire, what that
/// usually means, and where in the learner's code.
final class FailureReport {
    private static final String INDENT = "      ";

    private final PrintWriter out;
    private final Style style;
    private final OwnFrames own;
    private final boolean verbose;

    FailureReport(PrintWriter out, Style style, OwnFrames own, boolean verbose) {
        this.out = out;
        this.style = style;
        this.own = own;
        this.verbose = verbose;
    }

    void print(Failure failure) {
        if (!failure.invocation().isEmpty()) {
            lines("with " + failure.invocation());
        }
        if (failure.stub().isPresent() && !verbose) {
            printStub(failure.stub().get());
            return;
        }
        lines(whatHappened(failure));
        printValues(failure);
        printNotes(failure);
        printFrames(failure);
        for (var cause = failure.cause(); cause.isPresent(); cause = cause.get().cause()) {
            lines("caused by " + whatHappened(cause.get()));
            printFrames(cause.get());
        }
    }

    private void printStub(Failure.Stub stub) {
        var place = stub.place().isEmpty() ? "" : " — " + stub.place();
        lines("not written yet: " + stub.text() + place);
    }

    /// What an assertion says speaks for itself; of an exception the type matters.
    static String whatHappened(Failure failure) {
        var message = withoutBrackets(failure.message().strip());
        if (isAssertion(failure.type()) && !message.isEmpty()) {
            return message;
        }
        var type = failure.type().substring(failure.type().lastIndexOf('.') + 1);
        return message.isEmpty() ? type : type + ": " + message;
    }

    private static boolean isAssertion(String type) {
        return type.equals(AssertionError.class.getName())
                || type.startsWith("org.opentest4j.")
                || type.startsWith("org.assertj.")
                || type.startsWith("robustnet.testkit.");
    }

    /// AssertJ puts what `as` says into brackets.
    private static String withoutBrackets(String message) {
        int end = message.indexOf("] ");
        return message.startsWith("[") && end > 0 && !message.substring(1, end).contains("[")
                ? message.substring(1, end) + ":\n" + message.substring(end + 2).stripLeading()
                : message;
    }

    private void printValues(Failure failure) {
        if (failure.expected().isEmpty() || failure.actual().isEmpty()) {
            return;
        }
        var expected = failure.expected().get();
        var actual = failure.actual().get();
        if (!failure.message().contains(expected) || !failure.message().contains(actual)) {
            lines("expected: " + expected);
            lines("but was:  " + actual);
        }
    }

    private void printNotes(Failure failure) {
        for (var note : failure.notes()) {
            var text = note.text().stripIndent().stripTrailing();
            switch (note.kind()) {
                case "WIRE" -> titled("on the wire:", text);
                case "THREADS" -> titled("where it stands:", text);
                case "USUALLY" -> lines(usually(text.strip()));
                default -> lines(text.strip());
            }
        }
    }

    /// The testkit may say the word itself.
    private static String usually(String text) {
        return text.startsWith("usually") ? text : "usually means: " + text;
    }

    private void titled(String title, String text) {
        lines(text.startsWith(title) ? text : title);
        if (!text.startsWith(title)) {
            text.lines().forEach(line -> out.println(INDENT + "  " + line));
        }
    }

    private void printFrames(Failure failure) {
        if (verbose) {
            failure.frames().forEach(f -> out.println(INDENT + style.dim("at " + f)));
            return;
        }
        List<String> places = own.of(failure);
        places.stream().limit(6).forEach(place -> out.println(INDENT + style.dim("at ") + place));
    }

    private void lines(String text) {
        text.lines().forEach(line -> out.println(INDENT + line));
    }
}
