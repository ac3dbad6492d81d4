package robustnet.runner.report;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import robustnet.runner.child.Failure;

/// Tells one failure: what happened, expected against actual, what went over the wire, what that
/// usually means, and where in the learner's code.
final class FailureReport {
    private static final String INDENT = "      ";

    private static final int PLACES = 6;

    private static final List<String> ORDER = List.of("WIRE", "THREADS", "USUALLY", "SEED");

    /// How Maven is told which random numbers to use.
    private static final String SEED = "-Dcourse\\.seed=(-?\\d+)";

    private final PrintWriter out;
    private final Style style;
    private final OwnFrames own;
    private final String id;
    private final boolean verbose;
    private final Set<String> said = new HashSet<>();

    /// @param id the exercise that is reported on
    FailureReport(PrintWriter out, Style style, OwnFrames own, String id, boolean verbose) {
        this.id = id;
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
        if (failure.type().equals(StackOverflowError.class.getName()) && printOverflow(failure)) {
            return;
        }
        told(whatHappened(failure));
        printValues(failure);
        printNotes(failure);
        printFrames(failure);
        for (var cause = failure.cause(); cause.isPresent(); cause = cause.get().cause()) {
            told("caused by " + whatHappened(cause.get()));
            printNotes(cause.get());
            printFrames(cause.get());
        }
    }

    private void printStub(Failure.Stub stub) {
        var place = own.first(stub.frames()).map(p -> " — " + p).orElse("");
        lines("not written yet: " + stub.text() + place);
    }

    /// @return false if no circle is found: then it is told like any other
    private boolean printOverflow(Failure failure) {
        var recursion = Recursion.in(failure.frames(), own);
        if (recursion.isEmpty() || verbose) {
            return false;
        }
        lines("the stack overflowed: " + recursion.get().text());
        lines(once("usually: a loop was written as a method that calls itself"));
        recursion.get().calls().stream()
                .flatMap(f -> own.place(f).stream())
                .distinct()
                .limit(PLACES)
                .forEach(place -> out.println(INDENT + style.dim("at ") + place));
        printNotes(failure);
        return true;
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
            told("expected: " + expected);
            told("but was:  " + actual);
        }
    }

    private void printNotes(Failure failure) {
        for (var note : inOrder(failure.notes())) {
            var text = note.text().stripIndent().stripTrailing();
            switch (note.kind()) {
                case "WIRE" -> {
                    var shown = verbose ? text : String.join("\n", Wire.shortened(text));
                    titled("on the wire:", shown);
                }
                case "THREADS" -> printThreads(text);
                case "USUALLY" -> lines(once(usually(text.strip())));
                case "SEED" ->
                        lines(text.strip().replaceAll(SEED, "./learn check " + id + " --seed $1"));
                default -> lines(text.strip());
            }
        }
    }

    /// The testkit may say the word itself.
    private static String usually(String text) {
        return text.startsWith("usually") ? text : "usually means: " + text;
    }

    /// What was seen before what it means, however they were attached.
    private static List<Failure.Note> inOrder(List<Failure.Note> notes) {
        return notes.stream().sorted(Comparator.comparing(n -> ORDER.indexOf(n.kind()))).toList();
    }

    /// What explains many failures is worth reading once.
    private String once(String usually) {
        return said.add(usually) || verbose ? usually : "usually: as above";
    }

    /// Threads that run on are there in the tests that follow, too.
    private void printThreads(String text) {
        if (said.add(text) || verbose) {
            titled("where it stands:", text);
        } else {
            lines("where it stands: as above");
        }
    }

    private void titled(String title, String text) {
        lines(text.startsWith(title) ? text : title);
        if (!text.startsWith(title)) {
            text.lines().forEach(line -> out.println(INDENT + "  " + Printed.printable(line)));
        }
    }

    private void printFrames(Failure failure) {
        if (verbose) {
            failure.frames().forEach(f -> out.println(INDENT + style.dim("at " + f)));
            return;
        }
        List<String> places = own.of(failure);
        places.stream()
                .limit(PLACES)
                .forEach(place -> out.println(INDENT + style.dim("at ") + place));
    }

    /// What an exception says may quote the stack of another one.
    private void told(String text) {
        lines(verbose ? text : own.only(text));
    }

    private void lines(String text) {
        text.lines().forEach(line -> out.println(INDENT + Printed.printable(line)));
    }
}
