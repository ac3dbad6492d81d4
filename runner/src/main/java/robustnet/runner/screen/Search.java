package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A search in lines: what is looked for, while it is typed and after. Capitals count as small
/// letters. Not safe for use by several threads.
final class Search {
    private static final String INVERSE = "\u001b[7m";

    private final StringBuilder typed = new StringBuilder();
    private boolean open;
    private String sought = "";
    private int at = -1;

    /// Begins to ask for a word.
    void open() {
        open = true;
        typed.setLength(0);
    }

    /// Whether keys belong to the word that is asked for.
    boolean isOpen() {
        return open;
    }

    String sought() {
        return sought;
    }

    String typed() {
        return typed.toString();
    }

    /// Takes a key while the word is asked for.
    ///
    /// @return whether that was enter: the word is complete, and not empty
    boolean key(Key key) {
        switch (key) {
            case Key.Letter letter -> typed.append(letter.text());
            case Key.Paste(var text) -> typed.append(text.lines().findFirst().orElse(""));
            case Key.Name.BACKSPACE -> Typed.deleteLast(typed);
            case Key.Name.ESCAPE -> open = false;
            case Key.Name.ENTER -> {
                open = false;
                sought = typed();
                at = -1;
                return !sought.isEmpty();
            }
            default -> {
                // Nothing that could be looked for.
            }
        }
        return false;
    }

    /// The next line that has the word, from the top again after the end.
    ///
    /// @param from where to begin if nothing was found before
    /// @param step 1 downwards, -1 upwards
    /// @return -1 if no line has it
    int next(List<String> lines, int from, int step) {
        int size = lines.size();
        int start = at < 0 || at >= size ? from - step : at;
        at =
                IntStream.rangeClosed(1, size)
                        .map(i -> Math.floorMod(start + i * step, size))
                        .filter(i -> has(lines.get(i)))
                        .findFirst()
                        .orElse(-1);
        return at;
    }

    /// `line` with the word set off wherever it stands.
    String mark(String line) {
        if (sought.isEmpty() || !has(line)) {
            return line;
        }
        var letters = new ArrayList<>(Letters.of(line).all());
        var match = pattern().matcher(plain(line));
        var found = new BitSet();
        while (match.find()) {
            found.set(match.start(), match.end());
        }
        int at = 0;
        for (int i = 0; i < letters.size(); i++) {
            var letter = letters.get(i);
            if (found.get(at)) {
                letters.set(i, letter.with(INVERSE));
            }
            at += letter.text().length();
        }
        return new Letters(letters).slice(0, letters.size());
    }

    private boolean has(String line) {
        return pattern().matcher(plain(line)).find();
    }

    private static String plain(String line) {
        return Letters.of(line).plain();
    }

    private Pattern pattern() {
        return Pattern.compile(
                Pattern.quote(sought), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
