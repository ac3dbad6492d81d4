package robustnet.runner.watch;

import java.util.List;
import robustnet.runner.screen.Width;

/// What the keys are for.
final class Help {
    private static final List<String> LINES =
            """
            Save a file of the exercise, and it is checked at once.

              Enter     checks now, saved or not
              n         the next exercise; after a pass the next one that is not done
              p         the one before
              l         the list of all: type to filter, Enter goes there, Esc or q leaves
              g         goes to the exercise whose file you saved elsewhere

              h         the hints that you have taken; h once more: the next of the three
              d         the page: why, what, how it is judged
              s         the solution beside your code, after a pass
              r         puts the starter back; your code is kept
              u         takes that back
              a         checks all that you have begun
              Esc       cancels the check that runs; leaves a page, and so does q
              /         searches in a page; n and N go to the next and previous find
              arrows    scroll, as do page up and down, space, b, j, k, home, end, G
              Ctrl-L    paints the screen anew
              Ctrl-Z    back to the shell for a while; fg comes back
              q, Ctrl-C quit, and so does Ctrl-D
            """
                    .lines()
                    .toList();

    /// How many columns the keys have.
    private static final int KEYS = 12;

    private Help() {}

    /// At most `columns` wide; what a key does goes on below its own beginning.
    static List<String> lines(int columns) {
        return LINES.stream().flatMap(line -> wrapped(line, columns).stream()).toList();
    }

    private static List<String> wrapped(String line, int columns) {
        return line.startsWith("  ") && columns > 2 * KEYS
                ? Width.wrap(
                        line.substring(KEYS), columns, line.substring(0, KEYS), " ".repeat(KEYS))
                : TextView.wrapped(List.of(line), columns);
    }
}
