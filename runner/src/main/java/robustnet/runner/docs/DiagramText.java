package robustnet.runner.docs;

import java.util.List;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// What a Mermaid diagram says. The picture itself is for a browser.
final class DiagramText {
    private DiagramText() {}

    /// @param columns how wide the lines may be
    static List<String> of(String mermaid, int columns, Style style) {
        var source = mermaid.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        var kind = source.isEmpty() ? "" : source.getFirst().split(" ")[0];
        return switch (kind) {
            case "sequenceDiagram" -> {
                var sequence = Sequence.of(source);
                yield SequencePicture.of(sequence, columns, style)
                        .orElseGet(() -> new SequenceText(sequence, style).lines(columns));
            }
            case "flowchart", "graph", "stateDiagram-v2", "stateDiagram" ->
                    GraphText.of(source, columns, style);
            default -> Width.wrap(style.dim("(a diagram: see the page in a browser)"), columns);
        };
    }
}
