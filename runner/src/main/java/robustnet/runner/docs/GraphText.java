package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// A Mermaid flow chart or state diagram: of each node what leads from it, and where to.
///
/// ```text
/// CLOSED
///     too many failures in the window → OPEN
/// ```
final class GraphText {
    private static final Pattern NODE =
            Pattern.compile(
                    "\\s*(\\[\\*]|[\\w-]*\\w)\\s*(?:[\\[({]+\"?(.*?)\"?[\\])}]+(?=\\s|$))?\\s*");
    private static final Pattern EDGE =
            Pattern.compile(
                    "(?:--\\s+\"?([^\">]*?)\"?\\s+-->|-\\.->|-->|---|-\\.-)(?:\\|\"?(.*?)\"?\\|)?");
    private static final Pattern NAMED = Pattern.compile("state\\s+\"(.*)\"\\s+as\\s+(\\w+)");
    private static final Pattern GROUP = Pattern.compile("subgraph\\s+(\\w+)\\[\"?(.*?)\"?]");
    private static final Pattern TEXT_OF_STATE = Pattern.compile("(.*-->[^:]*?)\\s*:\\s*(.*)");

    private static final String BREAK = "\\s*<br/>\\s*";

    private final boolean states;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<Edge>> edges = new LinkedHashMap<>();

    private record Edge(String text, String target) {}

    private GraphText(boolean states) {
        this.states = states;
    }

    /// @param source the diagram's lines, the first of them its kind
    static List<String> of(List<String> source, int columns, Style style) {
        var graph = new GraphText(source.getFirst().startsWith("state"));
        source.subList(1, source.size()).forEach(graph::read);
        return graph.lines(columns, style);
    }

    private void read(String line) {
        var named = NAMED.matcher(line);
        var group = GROUP.matcher(line);
        if (named.matches()) {
            names.put(named.group(2), named.group(1));
        } else if (group.matches()) {
            names.put(group.group(1), group.group(2));
        } else if (!line.equals("end") && !line.startsWith("direction ")) {
            var text = TEXT_OF_STATE.matcher(line);
            if (states && text.matches()) {
                chain(text.group(1), text.group(2));
            } else {
                chain(line, "");
            }
        }
    }

    /// `a --> b -->|text| c`
    private void chain(String line, String textOfAll) {
        var node = NODE.matcher(line);
        var edge = EDGE.matcher(line);
        int at = 0;
        String from = null;
        var text = textOfAll;
        while (node.region(at, line.length()).lookingAt()) {
            var id = node.group(1);
            if (node.group(2) != null) {
                names.put(id, node.group(2).replaceAll(BREAK, " "));
            }
            if (from != null) {
                edges.computeIfAbsent(from, _ -> new ArrayList<>()).add(new Edge(text, id));
            }
            if (!edge.region(node.end(), line.length()).lookingAt()) {
                return;
            }
            var label = edge.group(1) != null ? edge.group(1) : edge.group(2);
            text = label == null ? textOfAll : label.replaceAll(BREAK, " ");
            from = id;
            at = edge.end();
        }
    }

    private List<String> lines(int columns, Style style) {
        var lines = new ArrayList<String>();
        edges.forEach(
                (from, ways) -> {
                    var source = style.bold(name(from, "start"));
                    if (ways.size() == 1) {
                        var way = source + (ways.getFirst().text().isEmpty() ? " " : " ── ");
                        lines.addAll(Width.wrap(way + way(ways.getFirst()), columns, "", "    "));
                        return;
                    }
                    lines.addAll(Width.wrap(source, columns));
                    ways.forEach(w -> lines.addAll(Width.wrap(way(w), columns, "    ", "      ")));
                });
        return lines;
    }

    private String way(Edge edge) {
        var text = edge.text().isEmpty() ? "" : edge.text() + " ";
        return text + "→ " + name(edge.target(), "end");
    }

    private String name(String id, String ofStar) {
        return id.equals("[*]") ? ofStar : names.getOrDefault(id, id);
    }
}
