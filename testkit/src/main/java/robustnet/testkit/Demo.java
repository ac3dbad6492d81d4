package robustnet.testkit;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/// Runs the steps of a chapter's demo, on the learner's own classes, and prints what happens.
///
/// A step whose exercise is not finished is skipped, one that fails is reported, and one that hangs
/// is left after two seconds: the demo goes on, and all of it ends within ten seconds. A step that
/// was left prints nothing more, but it may keep threads and sockets, so a demo ends with
/// [System#exit(int)].
///
/// For use by one thread; [#say(String)] may be called by any.
public final class Demo {
    /// A part of a demo.
    @FunctionalInterface
    public interface Step {
        /// Shows something.
        ///
        /// @throws Exception if what it shows does not work
        void run() throws Exception;
    }

    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);
    private static final Duration LONGEST_DEMO = Duration.ofSeconds(10);

    private final PrintStream out;
    private final Duration longestStep;
    private final long start = System.nanoTime();

    /// Begins a demo; its time runs from now on.
    public Demo(PrintStream out) {
        this(out, LONGEST_STEP);
    }

    Demo(PrintStream out, Duration longestStep) {
        this.out = out;
        this.longestStep = longestStep;
    }

    /// Runs a step and returns when it has ended, or when its time is over.
    ///
    /// @param ids the exercises that it shows
    /// @throws InterruptedException if the current thread is interrupted meanwhile
    public Demo step(String ids, String title, Step step) throws InterruptedException {
        out.println("\n" + ids + "  " + title);
        var left = LONGEST_DEMO.minusNanos(System.nanoTime() - start);
        var thread = Thread.ofVirtual().name("demo").start(() -> attempt(step));
        if (!thread.join(left.compareTo(longestStep) < 0 ? left : longestStep)) {
            thread.interrupt();
            out.println("  this takes too long: left. ./learn check says more");
        }
        return this;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it was left
        } catch (UnsupportedOperationException e) {
            say(notFinished(String.valueOf(e.getMessage())) + " is not finished: skipped");
        } catch (Exception e) {
            say("failed with " + e + ": ./learn check says more");
        }
    }

    /// The exercise's id in the message of a stub, "TODO 1.4: read one frame".
    private static String notFinished(String message) {
        return message.startsWith("TODO ") ? message.replaceAll("TODO ([0-9.]+):.*", "$1") : "this";
    }

    /// Prints a line, unless the current thread was interrupted: a step that was left has no say.
    public void say(String text) {
        if (!Thread.currentThread().isInterrupted()) {
            out.println("  " + text);
        }
    }

    /// Runs what should fail with an [IOException] or an [IllegalArgumentException], and prints
    /// whether it did.
    ///
    /// @throws Exception any other exception that it throws
    public void expectFailure(String what, Step step) throws Exception {
        try {
            step.run();
            say(what + " should have failed, and did not");
        } catch (IOException | IllegalArgumentException e) {
            var message = e.getMessage() == null ? "" : ", \"" + e.getMessage() + "\"";
            say(what + ": " + e.getClass().getSimpleName() + message);
        }
    }
}
