package robustnet.runner.child;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import robustnet.runner.course.TestInfo;

/// What was printed in a run.
///
/// @param whole all of it; of a long run the beginning
/// @param byTest what was printed while a test ran; a test that printed nothing may be missing
/// @param outside what was printed while none ran
public record Printout(PrintedText whole, Map<TestInfo, TestOutput> byTest, TestOutput outside) {
    /// Nothing.
    public static final Printout NONE = ofText("", 0);

    public Printout {
        byTest = Map.copyOf(byTest);
    }

    /// Of which nobody knows what ran meanwhile.
    public static Printout ofText(String text, long omitted) {
        return new Printout(new PrintedText(text, omitted), Map.of(), TestOutput.NONE);
    }

    static Printout of(ChildOutput output, List<TestInfo> tests) {
        var byTest = new HashMap<TestInfo, TestOutput>();
        for (var test : tests) {
            byTest.put(test, output.of(new TestKey(test.className(), test.method())));
        }
        return new Printout(output.whole(), byTest, output.outside());
    }

    /// What was printed while `test` ran.
    public TestOutput of(TestInfo test) {
        return byTest.getOrDefault(test, TestOutput.NONE);
    }

    /// This, and what a second run printed.
    Printout and(Printout second) {
        var both = new HashMap<>(byTest);
        second.byTest.forEach((test, output) -> both.merge(test, output, TestOutput::and));
        return new Printout(whole.and(second.whole), both, outside.and(second.outside));
    }

    /// This, without what a JVM prints when it crashes.
    Printout withoutBanner() {
        var clean = new HashMap<>(byTest);
        clean.replaceAll((_, output) -> output.withoutBanner());
        return new Printout(whole.withoutBanner(), clean, outside.withoutBanner());
    }
}
