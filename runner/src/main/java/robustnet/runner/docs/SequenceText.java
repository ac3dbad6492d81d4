package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// A sequence diagram in words, for where there is no room to draw it.
record SequenceText(Sequence sequence, Style style) {
    List<String> lines(int columns) {
        var lines = new ArrayList<String>();
        for (var step : sequence.steps()) {
            switch (step) {
                case Sequence.Message(int from, int to, String text, boolean lost) -> {
                    var who = name(from) + (lost ? " ─× " : " → ") + name(to);
                    lines.addAll(Width.wrap(who + ": " + text, columns, "", "    "));
                }
                case Sequence.Note(int first, int last, String text) -> {
                    var who = first == last ? name(first) : name(first) + ", " + name(last);
                    var note = style.dim(who + ": " + text);
                    lines.addAll(Width.wrap(note, columns, "    ", "        "));
                }
                case Sequence.Pause() -> lines.add("");
            }
        }
        return lines;
    }

    private String name(int index) {
        return sequence.names().get(index);
    }
}
