package robustnet.runner.watch;

import java.util.List;

/// What the keys are for.
final class Help {
    static final List<String> LINES =
            """
            Save a file of the exercise, and it is checked at once.

              Enter     checks now, saved or not
              n         the next exercise; after a pass the next one that is not done
              p         the one before
              l         the list of all: type to filter, Enter goes there
              g         goes to the exercise whose file you saved elsewhere

              h         a hint: three of them, one at a time
              d         the page: why, what, how it is judged
              s         the solution beside your code, after a pass
              r         puts the starter back; your code is kept
              u         takes that back
              a         checks all that you have begun; Esc cancels

              arrows, page up and down, space, home, end    scroll
              Ctrl-L    paints the screen anew
              Ctrl-Z    back to the shell for a while; fg comes back
              q, Ctrl-C quit
            """
                    .lines()
                    .toList();

    private Help() {}
}
