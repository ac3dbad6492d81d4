package robustnet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What went over the wire, in the numbered steps of a transcript, as far as one reads it on a
/// screen: a step that is repeated once, and of many steps the first, the last, and those that
/// failed or are not over.
final class Wire {
    private static final int FIRST = 5;
    private static final int LAST = 10;

    private static final Pattern NUMBERED = Pattern.compile("( ?(\\d+)\\. ).*");
    private static final Pattern LEFT_OUT = Pattern.compile(" *… \\d+ more steps …");
    private static final Pattern TELLING = Pattern.compile(".*(: FAILED|… \\(not over yet\\))");

    /// A step, or several in a row that say the same.
    private static final class Step {
        private final int number;
        private final String head;
        private final List<String> lines = new ArrayList<>();
        private int last;

        /// @param head the number as it is written
        Step(int number, String head) {
            this.number = number;
            this.head = head;
            last = number;
        }

        boolean isTelling() {
            return TELLING.matcher(lines.getFirst()).matches();
        }

        /// @return whether `next` follows this one and says the same; then it is part of it now
        boolean takesIn(Step next) {
            if (next.number != last + 1 || !next.lines.equals(lines)) {
                return false;
            }
            last = next.number;
            return true;
        }

        List<String> shown() {
            var shown = new ArrayList<>(lines);
            shown.set(0, head + lines.getFirst());
            if (last > number) {
                shown.add("      the same again up to step %d".formatted(last));
            }
            return shown;
        }
    }

    private Wire() {}

    /// The lines of `transcript` to show. All of them, if it has no numbered steps.
    static List<String> shortened(String transcript) {
        var steps = new ArrayList<Step>();
        for (var line : transcript.lines().toList()) {
            var numbered = NUMBERED.matcher(line);
            if (numbered.matches()) {
                var head = numbered.group(1);
                steps.add(new Step(Integer.parseInt(numbered.group(2)), head));
                steps.getLast().lines.add(line.substring(head.length()));
            } else if (steps.isEmpty()) {
                return transcript.lines().toList();
            } else if (!LEFT_OUT.matcher(line).matches()) {
                steps.getLast().lines.add(line);
            }
        }
        return shown(folded(steps));
    }

    private static List<Step> folded(List<Step> steps) {
        var folded = new ArrayList<Step>();
        for (var step : steps) {
            if (folded.isEmpty() || !folded.getLast().takesIn(step)) {
                folded.add(step);
            }
        }
        return folded;
    }

    private static List<String> shown(List<Step> steps) {
        var shown = new ArrayList<String>();
        int before = 0;
        for (int i = 0; i < steps.size(); i++) {
            boolean isBetween = matters(steps, i - 1) && matters(steps, i + 1);
            if (matters(steps, i) || isBetween) {
                int left = steps.get(i).number - before - 1;
                if (left > 0) {
                    shown.add("    … %d more (--verbose shows them) …".formatted(left));
                }
                shown.addAll(steps.get(i).shown());
                before = steps.get(i).last;
            }
        }
        return shown;
    }

    private static boolean matters(List<Step> steps, int i) {
        return i < FIRST || i >= steps.size() - LAST || steps.get(i).isTelling();
    }
}
