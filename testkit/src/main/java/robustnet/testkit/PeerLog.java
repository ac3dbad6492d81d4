package robustnet.testkit;

import java.util.function.Function;

/// The steps of a peer that a chapter's tests play themselves, in the test's transcript: what it
/// does, and what it waits for. Each begins with the peer's name. Safe for use by many threads.
public final class PeerLog {
    /// A wait for the program under test.
    @FunctionalInterface
    public interface Wait<T, E extends Exception> {
        T get() throws E;
    }

    private final Transcript transcript;
    private final String name;

    PeerLog(Transcript transcript, String name) {
        this.transcript = transcript;
        this.name = name;
    }

    /// The log of the next peer of a test.
    public static PeerLog in(Testbed bed) {
        var transcript = bed.transcript();
        return new PeerLog(transcript, transcript.nameOfNextPeer());
    }

    /// The log of a peer outside a test, which nobody reads.
    public static PeerLog unread() {
        return new PeerLog(new Transcript(), "peer");
    }

    /// Adds a step that is over.
    ///
    /// @param what "sends 5 bytes"; may have further lines
    public void add(String what) {
        transcript.add(name + " " + what);
    }

    /// Adds a step that sends `bytes`.
    public void sends(byte[] bytes) {
        transcript.add("%s sends %s".formatted(name, PeerReport.bytes(bytes.length)), bytes);
    }

    /// Waits, in a step that is not over before `wait` is.
    ///
    /// @param what "a frame"
    /// @param inWords says of the result what was received; may give several lines
    /// @return the result
    /// @throws E if `wait` does; the step says so. Many a test expects that. An assertion that
    ///   fails makes it the step that failed.
    public <T, E extends Exception> T waitsFor(
            String what, Wait<T, E> wait, Function<? super T, String> inWords) throws E {
        var step = transcript.begin(name + " waits for " + what);
        try {
            var result = wait.get();
            step.end(name + " received " + inWords.apply(result));
            return result;
        } catch (AssertionError e) {
            step.fail(name + " waited for " + what, e.getMessage());
            throw e;
        } catch (Exception e) {
            step.end(name + " waited for " + what + ", and there was " + e);
            throw e;
        }
    }
}
