package robustnet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What went over the wire, in the numbered steps of a transcript, as far as one reads it on a
/// screen: of many steps the first, the last, and those that failed or are not over.
final class Wire {
    private static final int FIRST = 5;
    private static final int LAST = 10;

    private static final Pattern NUMBERED = Pattern.compile(" ?(\\d+)\\. .*");
    private static final Pattern LEFT_OUT = Pattern.compile(" *… \\d+ more steps …");
    private static final Pattern TELLING = Pattern.compile(".*(: FAILED|… \\(not over yet\\))");

    private record Step(int number, List<String> lines) {
        boolean isTelling() {
            return TELLING.matcher(lines.getFirst()).matches();
        }
    }

    private Wire() {}

    /// The lines of `transcript` to show. All of them, if it has no numbered steps.
    static List<String> shortened(String transcript) {
        var steps = new ArrayList<Step>();
        for (var line : transcript.lines().toList()) {
            var numbered = NUMBERED.matcher(line);
            if (numbered.matches()) {
                steps.add(new Step(Integer.parseInt(numbered.group(1)), new ArrayList<>()));
            }
            if (steps.isEmpty()) {
                return transcript.lines().toList();
            }
            if (!LEFT_OUT.matcher(line).matches()) {
                steps.getLast().lines().add(line);
            }
        }
        return shown(steps);
    }

    private static List<String> shown(List<Step> steps) {
        var shown = new ArrayList<String>();
        int before = 0;
        for (int i = 0; i < steps.size(); i++) {
            boolean isBetween = matters(steps, i - 1) && matters(steps, i + 1);
            if (matters(steps, i) || isBetween) {
                int left = steps.get(i).number() - before - 1;
                if (left > 0) {
                    shown.add("    … %d more (--verbose shows them) …".formatted(left));
                }
                shown.addAll(steps.get(i).lines());
                before = steps.get(i).number();
            }
        }
        return shown;
    }

    private static boolean matters(List<Step> steps, int i) {
        return i < FIRST || i >= steps.size() - LAST || steps.get(i).isTelling();
    }
}
