package robustnet.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the peers of one test did and saw, as numbered steps.
///
/// A step is begun before its wait and ended after it, so that the transcript of a program that
/// hangs says what the peer was waiting for. Of very many steps the first 60 and the last 60 are
/// kept. Safe for use by many threads.
public final class Transcript {
    private static final int KEPT = 60;

    private final List<Step> first = new ArrayList<>();
    private final Deque<Step> last = new ArrayDeque<>();
    private final Standings standings = new Standings();
    private int count;
    private int peers;
    private boolean reset;
    private Consumer<PeerFailure> witness = _ -> {};

    /// Sets who looks at a peer's failure first: at the moment when the peer was let down, while
    /// the program's threads still stand where they stood.
    public synchronized void onFailure(Consumer<PeerFailure> witness) {
        this.witness = witness;
    }

    /// Whether a peer has reset its connection.
    public synchronized boolean hasReset() {
        return reset;
    }

    /// Where the peer stands that waits for the program; where none waits, the one that came last.
    public Optional<Standing> standing() {
        return standings.ofInterest().filter(Standing::isTelling);
    }

    /// Adds a step that is over as soon as it is said.
    ///
    /// @param text what happened: one line, or several, of which the first is the summary
    public void add(String text) {
        begin(text).end(text);
    }

    /// Adds a step that was about `data`, which is shown in a dump.
    public void add(String text, byte[] data) {
        begin(text).end(text, data);
    }

    /// Adds a step that goes on until it is ended.
    ///
    /// @param text what is being waited for, "peer waits for 5 bytes"
    public synchronized Step begin(String text) {
        var step = new Step(++count, text);
        if (first.size() < KEPT) {
            first.add(step);
        } else {
            last.addLast(step);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
        return step;
    }

    /// All steps as text, a final line end included; empty if there are none.
    public synchronized String render() {
        var out = new StringBuilder();
        first.forEach(step -> step.render(out));
        int left = count - first.size() - last.size();
        if (left > 0) {
            out.append("  … ").append(left).append(" more steps …\n");
        }
        last.forEach(step -> step.render(out));
        return out.toString();
    }

    void addReset(String name) {
        add(name + " reset the connection (RST)");
        synchronized (this) {
            reset = true;
        }
    }

    private synchronized Consumer<PeerFailure> witness() {
        return witness;
    }

    Standings standings() {
        return standings;
    }

    /// The next peer's name: "peer" for the first one, "peer 2" for the second.
    synchronized String nameOfNextPeer() {
        return ++peers == 1 ? "peer" : "peer " + peers;
    }

    /// One step, from its beginning to its end. Ending it again replaces what was said.
    public final class Step {
        private final int number;
        private String text;
        private boolean over;

        private Step(int number, String text) {
            this.number = number;
            this.text = text;
        }

        /// Ends the step with what came of it.
        public void end(String outcome) {
            synchronized (Transcript.this) {
                text = outcome;
                over = true;
            }
        }

        /// Ends the step with what came of it and the bytes that it was about.
        public void end(String outcome, byte[] data) {
            end(data.length == 0 ? outcome : outcome + "\n" + Hex.dump(data));
        }

        /// Ends the step as the one that failed.
        ///
        /// @param details what should have been and what was, in one or more lines
        public void fail(String outcome, String details) {
            end(outcome + ": FAILED\n" + details);
        }

        /// Returns `failure`, the one of this step, after a look at the program by whoever wants
        /// to.
        PeerFailure witnessed(PeerFailure failure) {
            witness().accept(failure);
            return failure;
        }

        private void render(StringBuilder out) {
            var lines = text.lines().iterator();
            out.append(number < 10 ? " " : "").append(number).append(". ");
            out.append(lines.hasNext() ? lines.next() : "")
                    .append(over ? "\n" : " … (not over yet)\n");
            lines.forEachRemaining(line -> out.append("      ").append(line).append('\n'));
        }
    }
}
