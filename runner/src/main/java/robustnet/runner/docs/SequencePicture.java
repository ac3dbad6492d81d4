package robustnet.runner.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// Draws a sequence diagram with letters.
///
/// ```text
/// client          server
///    │──── SYN ──────▶│
///    │◀─ RST ─────────│
///    │ (refused)      │
/// ```
final class SequencePicture {
    /// What a message needs between two lines beside its text: `── ` and ` ─▶`.
    private static final int ARROW = 6;

    /// What a note needs beside its text: brackets, blanks, and some room to show on which side it
    /// is.
    private static final int NOTE = 8;

    private static final int LEAST_GAP = 16;
    private static final int MOST_GAP = 48;

    private final Sequence sequence;
    private final int[] lines;
    private final List<String> rows = new ArrayList<>();

    private SequencePicture(Sequence sequence, int[] lines) {
        this.sequence = sequence;
        this.lines = lines;
    }

    /// @return empty if it does not fit into `columns`, or holds letters that are not one column
    ///   wide
    static Optional<List<String>> of(Sequence sequence, int columns, Style style) {
        var names = sequence.names();
        if (names.size() < 2 || !narrow(sequence)) {
            return Optional.empty();
        }
        int left = names.getFirst().length() / 2;
        int room = columns - left - (names.getLast().length() + 1) / 2 - 1;
        var natural = gaps(sequence, String::length);
        var gaps = Shares.of(natural, gaps(sequence, SequencePicture::longestWord), room);
        if (Shares.sum(gaps) > room) {
            gaps = Shares.of(natural, gaps(sequence, _ -> 0), room);
        }
        if (Shares.sum(gaps) > room) {
            return Optional.empty();
        }
        var lines = new int[names.size()];
        lines[0] = left;
        for (int i = 0; i < gaps.length; i++) {
            lines[i + 1] = lines[i] + gaps[i];
        }
        var picture = new SequencePicture(sequence, lines);
        picture.draw(style);
        return Optional.of(picture.rows);
    }

    /// How far the lines stand apart.
    ///
    /// @param needed how much of a text has to fit between two of them
    private static int[] gaps(Sequence sequence, ToIntFunction<String> needed) {
        var names = sequence.names();
        var gaps = new int[names.size() - 1];
        Arrays.setAll(gaps, i -> Math.max(LEAST_GAP, nameGap(names, i)));
        for (var step : sequence.steps()) {
            switch (step) {
                case Sequence.Message(int from, int to, String text, boolean lost)
                        when Math.abs(from - to) == 1 ->
                        widen(
                                gaps,
                                Math.min(from, to),
                                needed.applyAsInt(text) + ARROW + (lost ? 3 : 1));
                case Sequence.Note(int first, int last, String text) when first == last ->
                        widen(
                                gaps,
                                Math.min(first, gaps.length - 1),
                                needed.applyAsInt(text) + NOTE);
                default -> {
                    // It spans several gaps.
                }
            }
        }
        return gaps;
    }

    /// Text that is wrapped has its own rows, and needs no room for an arrow beside it.
    private static int longestWord(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(String::length).max().orElse(0) - 4;
    }

    private static void widen(int[] gaps, int gap, int width) {
        gaps[gap] = Math.max(gaps[gap], Math.min(width, MOST_GAP));
    }

    private static int nameGap(List<String> names, int i) {
        return (names.get(i).length() + 1) / 2 + names.get(i + 1).length() / 2 + 3;
    }

    private static boolean narrow(Sequence sequence) {
        var texts = sequence.names() + " " + sequence.steps();
        return Width.of(texts) == texts.length();
    }

    private void draw(Style style) {
        var head = blank(false);
        for (int i = 0; i < lines.length; i++) {
            var name = sequence.names().get(i);
            put(head, Math.max(0, lines[i] - name.length() / 2), name);
        }
        rows.add(style.bold(head.toString().stripTrailing()));
        for (var step : sequence.steps()) {
            switch (step) {
                case Sequence.Message message when message.from() != message.to() -> draw(message);
                case Sequence.Message(int from, int _, String text, boolean _) ->
                        note(from, from, text);
                case Sequence.Note(int first, int last, String text) -> note(first, last, text);
                case Sequence.Pause() -> add(blank(true));
            }
        }
    }

    private void draw(Sequence.Message message) {
        boolean right = message.from() < message.to();
        int begin = lines[Math.min(message.from(), message.to())] + 1;
        int end = lines[Math.max(message.from(), message.to())];
        var arrow = new StringBuilder("─".repeat(end - begin));
        int head = right ? arrow.length() - 1 : 0;
        if (message.lost()) {
            // It stops on its way.
            put(arrow, right ? head - 1 : 0, "  ");
            put(arrow, right ? head - 2 : 2, "×");
        } else {
            put(arrow, head, right ? "▶" : "◀");
        }
        var text = " " + message.text() + " ";
        int taken = message.lost() ? 5 : 4;
        if (text.length() + taken <= arrow.length()) {
            put(arrow, right ? 2 : arrow.length() - 2 - text.length(), text);
        } else {
            text(Width.wrap(message.text(), end - begin - 2), begin + 1);
        }
        var row = blank(true);
        put(row, begin, arrow.toString());
        add(row);
    }

    private void note(int first, int last, String text) {
        int from = first == last && last == lines.length - 1 ? first - 1 : first;
        int to = first == last && from == first ? first + 1 : last;
        int begin = lines[from] + 2;
        int room = lines[to] - 1 - begin;
        var wrapped = Width.wrap("(" + text + ")", room);
        int widest = wrapped.stream().mapToInt(String::length).max().orElse(0);
        // Beside the line that it is about; between two of them in the middle.
        int shift = first == last ? from == first ? 0 : room - widest : (room - widest) / 2;
        text(wrapped, begin + shift);
    }

    private void text(List<String> text, int column) {
        for (var line : text) {
            var row = blank(true);
            put(row, column, line);
            add(row);
        }
    }

    private StringBuilder blank(boolean withLines) {
        int width = lines[lines.length - 1] + sequence.names().getLast().length() + 1;
        var row = new StringBuilder(" ".repeat(width));
        if (withLines) {
            Arrays.stream(lines).forEach(column -> put(row, column, "│"));
        }
        return row;
    }

    private void add(StringBuilder row) {
        rows.add(row.toString().stripTrailing());
    }

    private static void put(StringBuilder row, int column, String text) {
        row.replace(column, Math.min(row.length(), column + text.length()), text);
    }
}
