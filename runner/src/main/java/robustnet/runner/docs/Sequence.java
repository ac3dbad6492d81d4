package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A Mermaid sequence diagram: who sends what to whom, in order.
///
/// @param names of those who take part, from left to right
/// @param steps in order
record Sequence(List<String> names, List<Step> steps) {
    private static final Pattern PARTICIPANT =
            Pattern.compile("(?:participant|actor)\\s+(\\w+)(?:\\s+as\\s+(.*))?");
    private static final Pattern MESSAGE =
            Pattern.compile("(\\w+?)\\s*--?(>>|>|x|\\))\\s*[+-]?(\\w+)\\s*:\\s*(.*)");
    private static final Pattern NOTE = Pattern.compile("Note [a-z ]+?\\s+([\\w, ]+):\\s*(.*)");

    Sequence {
        names = List.copyOf(names);
        steps = List.copyOf(steps);
    }

    /// One thing that happens.
    sealed interface Step {}

    /// @param from the index of a name
    /// @param to the index of a name
    /// @param lost whether it never arrives
    record Message(int from, int to, String text, boolean lost) implements Step {}

    /// @param first the index of the first name that it is about
    /// @param last the index of the last one, often the same
    record Note(int first, int last, String text) implements Step {}

    /// The end of a part.
    record Pause() implements Step {}

    /// @param source the lines below `sequenceDiagram`; what is not understood is left out
    static Sequence of(List<String> source) {
        var ids = new ArrayList<String>();
        var names = new ArrayList<String>();
        var steps = new ArrayList<Step>();
        for (var line : source) {
            var participant = PARTICIPANT.matcher(line);
            var message = MESSAGE.matcher(line);
            var note = NOTE.matcher(line);
            if (participant.matches()) {
                var name = participant.group(2);
                index(participant.group(1), name, ids, names);
            } else if (message.matches()) {
                int from = index(message.group(1), null, ids, names);
                int to = index(message.group(3), null, ids, names);
                boolean lost = message.group(2).equals("x");
                steps.add(new Message(from, to, message.group(4), lost));
            } else if (note.matches()) {
                var about =
                        Arrays.stream(note.group(1).strip().split("\\s*,\\s*"))
                                .map(id -> index(id, null, ids, names))
                                .sorted()
                                .toList();
                steps.add(new Note(about.getFirst(), about.getLast(), note.group(2)));
            } else if (line.equals("end")) {
                steps.add(new Pause());
            }
        }
        return new Sequence(names, steps);
    }

    private static int index(String id, String name, List<String> ids, List<String> names) {
        if (!ids.contains(id)) {
            ids.add(id);
            names.add(name == null ? id : name);
        }
        return ids.indexOf(id);
    }
}
