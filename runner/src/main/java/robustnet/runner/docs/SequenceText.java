package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// A Mermaid sequence diagram: who sends what to whom, in order.
record SequenceText(Style style) {
    private static final Pattern PARTICIPANT =
            Pattern.compile("(?:participant|actor)\\s+(\\w+)(?:\\s+as\\s+(.*))?");
    private static final Pattern MESSAGE =
            Pattern.compile("(\\w+?)\\s*--?(>>|>|x|\\))\\s*[+-]?(\\w+)\\s*:\\s*(.*)");
    private static final Pattern NOTE = Pattern.compile("Note [a-z ]+?\\s+([\\w, ]+):\\s*(.*)");

    List<String> of(List<String> source, int columns) {
        var names = new HashMap<String, String>();
        var lines = new ArrayList<String>();
        for (var line : source) {
            var participant = PARTICIPANT.matcher(line);
            var message = MESSAGE.matcher(line);
            var note = NOTE.matcher(line);
            if (participant.matches()) {
                var name = participant.group(2);
                names.put(participant.group(1), name == null ? participant.group(1) : name);
            } else if (message.matches()) {
                var arrow = message.group(2).equals("x") ? " ─× " : " → ";
                var who =
                        names.getOrDefault(message.group(1), message.group(1))
                                + arrow
                                + names.getOrDefault(message.group(3), message.group(3));
                lines.addAll(Width.wrap(who + ": " + message.group(4), columns, "", "    "));
            } else if (note.matches()) {
                var who =
                        Pattern.compile("\\s*,\\s*")
                                .splitAsStream(note.group(1).strip())
                                .map(id -> names.getOrDefault(id, id))
                                .toList();
                var text = String.join(", ", who) + ": " + note.group(2);
                lines.addAll(Width.wrap(style.dim(text), columns, "    ", "        "));
            }
        }
        return lines;
    }
}
