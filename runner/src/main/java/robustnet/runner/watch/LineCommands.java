package robustnet.runner.watch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import robustnet.runner.screen.Key;
import robustnet.runner.screen.Width;

/// What a learner can type where there is no screen, one a line: those keys that need none, each by
/// its letter or its word.
final class LineCommands {
    private record Command(char key, String word, String meaning) {
        boolean isAskedForBy(String line) {
            return line.equals(word) || line.equals(Character.toString(key));
        }
    }

    private static final List<Command> COMMANDS =
            List.of(
                    new Command('n', "next", "the next exercise"),
                    new Command('p', "previous", "the one before"),
                    new Command('g', "go", "goes to the exercise whose file you saved elsewhere"),
                    new Command('a', "all", "checks all that you have begun"),
                    new Command('r', "reset", "puts the starter back; your code is kept"),
                    new Command('u', "undo", "takes that back"),
                    new Command('q', "quit", "ends, and so do Ctrl-D and Ctrl-C"));

    private static final String HELP =
            "  Enter        checks now, saved or not\n"
                    + COMMANDS.stream()
                            .map(c -> "  %s  %-8s  %s\n".formatted(c.key, c.word, c.meaning))
                            .collect(Collectors.joining())
                    + "  y  yes       does what was asked; any other line does not\n"
                    + "  ?  help      shows this\n"
                    + "In another terminal: ./learn docs, hint, solution and list.";

    private LineCommands() {}

    /// What a line asks for. Small letters and capitals are alike.
    static Event of(String line) {
        var asked = line.strip().toLowerCase(Locale.ROOT);
        return switch (asked) {
            case "" -> new Event.Pressed(Key.Name.ENTER);
            case "y", "yes" -> new Event.Agreed();
            case "?", "help" -> new Event.Typed(HELP);
            default -> key(asked).orElseGet(() -> unknown(line.strip()));
        };
    }

    private static Optional<Event> key(String asked) {
        return COMMANDS.stream()
                .filter(command -> command.isAskedForBy(asked))
                .findFirst()
                .<Event>map(command -> new Event.Pressed(Key.of(command.key)));
    }

    private static Event unknown(String line) {
        return new Event.Typed(
                "\"" + Width.cut(line, 30) + "\" is not known here: ? shows what is.");
    }
}
