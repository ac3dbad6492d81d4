package robustnet.runner.child;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an event from its JSON.
final class EventReader {
    private final JsonMapper mapper = new JsonMapper();

    /// @throws RuntimeException if it is not an event
    Event read(byte[] json) {
        var node = mapper.readTree(json);
        var event = text(node, "event");
        return switch (event) {
            case "discovered" -> new Event.Discovered(node.get("tests").asInt());
            case "started" -> new Event.Started(key(node), text(node, "name"));
            case "ended" -> new Event.Ended();
            case "result" ->
                    new Event.Finished(
                            key(node),
                            text(node, "name"),
                            Part.valueOf(text(node, "part")),
                            Event.Outcome.valueOf(text(node, "outcome").toUpperCase(Locale.ROOT)),
                            text(node, "reason"),
                            node.has("failure")
                                    ? failure(node.get("failure"), text(node, "name"))
                                    : null);
            case "exit" -> new Event.Exit(text(node, "call"), frames(node.get("frames")));
            case "outOfMemory" -> new Event.OutOfMemory();
            case "crashed" -> new Event.Crashed(failure(node.get("failure"), ""));
            case "finished" -> new Event.Done();
            case "ready" -> new Event.Ready();
            default -> throw new IllegalArgumentException("unknown event " + event);
        };
    }

    private static TestKey key(JsonNode node) {
        return new TestKey(text(node, "class"), text(node, "method"));
    }

    private static Failure failure(JsonNode node, String invocation) {
        var notes = new ArrayList<Failure.Note>();
        for (var note : node.get("notes")) {
            notes.add(new Failure.Note(text(note, "kind"), text(note, "text")));
        }
        return new Failure(
                text(node, "type"),
                text(node, "message"),
                optional(node, "expected"),
                optional(node, "actual"),
                frames(node.get("frames")),
                Optional.ofNullable(node.get("cause")).map(cause -> failure(cause, "")),
                notes,
                invocation);
    }

    private static List<Failure.Frame> frames(JsonNode nodes) {
        var frames = new ArrayList<Failure.Frame>();
        for (var node : nodes) {
            frames.add(
                    new Failure.Frame(
                            text(node, "class"),
                            text(node, "method"),
                            text(node, "file"),
                            node.get("line").asInt()));
        }
        return frames;
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).asString();
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asString);
    }
}
