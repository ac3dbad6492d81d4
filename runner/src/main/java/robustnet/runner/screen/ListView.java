package robustnet.runner.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.report.Style;

/// All exercises, by chapter. Letters filter, arrows choose, enter takes the chosen one and leaves;
/// escape deletes the filter, or leaves where there is none, and then so does `q`.
public final class ListView implements View {
    /// Fewer rows than this are all for the list.
    private static final int FRAME = 6;

    private final List<ListEntry> entries;
    private final String summary;
    private final Style style;
    private final Consumer<ExerciseInfo> taken;
    private final StringBuilder filter = new StringBuilder();
    private List<ListEntry> shown;
    private int chosen;
    private int top = -1;
    private int page = 1;

    /// @param entries in the order of the course
    /// @param current the id of the exercise that is chosen at first; another id chooses the first
    /// @param summary what stands beside the title: `12 of 47 exercises, 130 of 545 points`
    /// @param taken gets the exercise that enter was pressed on
    public ListView(
            List<ListEntry> entries,
            String current,
            String summary,
            Style style,
            Consumer<ExerciseInfo> taken) {
        this.entries = List.copyOf(entries);
        this.summary = summary;
        this.style = style;
        this.taken = taken;
        shown = this.entries;
        choose(this.entries.stream().map(e -> e.exercise().id()).toList().indexOf(current));
    }

    @Override
    public List<String> lines(int columns, int rows) {
        boolean framed = rows >= FRAME;
        page = framed ? rows - 4 : rows;
        var body = body(columns);
        int at = body.indexOf(null);
        if (top < 0) {
            top = at - page / 2;
        }
        // The chapter's name is in view with its first exercise.
        int least = at - page + 1;
        top = Math.clamp(top, least, Math.max(least, at - 1));
        top = Math.clamp(top, 0, Math.max(0, body.size() - page));
        if (at >= 0) {
            body.set(at, chosenLine(columns));
        }
        var screen = new ArrayList<String>();
        if (framed) {
            screen.add(Width.cut(style.bold("Exercises") + "  " + summary, columns));
            screen.add(Width.cut(asked(), columns));
            screen.add("");
        }
        screen.addAll(body.subList(top, Math.min(body.size(), top + page)));
        if (framed) {
            while (screen.size() < rows - 1) {
                screen.add("");
            }
            var escape = filter.isEmpty() ? "q  back" : "esc  all again";
            screen.add(style.dim(Width.cut("↑ ↓  choose   enter  take it   " + escape, columns)));
        }
        return screen;
    }

    private String asked() {
        return filter.isEmpty()
                ? style.dim("type to filter: 1.4, frames, tls")
                : "filter: " + style.bold(filter.toString());
    }

    /// The chapters and exercises; null for the one that is chosen.
    private List<String> body(int columns) {
        var body = new ArrayList<String>();
        var chapter = "";
        for (int i = 0; i < shown.size(); i++) {
            var entry = shown.get(i);
            if (!entry.chapter().equals(chapter)) {
                chapter = entry.chapter();
                body.add(style.bold(Width.cut(chapter, columns)));
            }
            body.add(i == chosen ? null : line(entry, columns, "  "));
        }
        if (body.isEmpty()) {
            body.add(Width.cut("  no exercise has this in its number, title or chapter", columns));
        }
        return body;
    }

    private String chosenLine(int columns) {
        return style.marked(Width.pad(line(shown.get(chosen), columns, "» "), columns));
    }

    private String line(ListEntry entry, int columns, String mark) {
        int title = ListEntry.titleFor(columns - mark.length());
        return Width.cut(mark + entry.line(style, title), columns);
    }

    @Override
    public boolean key(Key key) {
        if (Leave.always(key)) {
            return false;
        }
        switch (key) {
            case Key.Name.UP -> choose(chosen - 1);
            case Key.Name.DOWN -> choose(chosen + 1);
            case Key.Name.PAGE_UP -> choose(chosen - page);
            case Key.Name.PAGE_DOWN -> choose(chosen + page);
            case Key.Name.HOME -> choose(0);
            case Key.Name.END -> choose(shown.size() - 1);
            case Key.Name.ENTER -> {
                shown.stream().skip(chosen).limit(1).map(ListEntry::exercise).forEach(taken);
                return shown.isEmpty();
            }
            case Key.Name.ESCAPE -> {
                boolean stays = !filter.isEmpty();
                filter("");
                return stays;
            }
            case Key.Name.BACKSPACE -> {
                Typed.deleteLast(filter);
                filter(filter.toString());
            }
            case Key.Letter(int letter) when letter == 'q' && filter.isEmpty() -> {
                return false;
            }
            case Key.Letter letter -> filter(filter + letter.text());
            case Key.Paste(var text) -> filter(filter + text.lines().findFirst().orElse(""));
            default -> {
                // Nothing that a list knows.
            }
        }
        return true;
    }

    @Override
    public boolean takes(Key.Letter letter) {
        return true;
    }

    private void choose(int index) {
        chosen = Math.clamp(index, 0, Math.max(0, shown.size() - 1));
    }

    /// Shows what has all words of `text`; what was chosen stays so if it is among them.
    private void filter(String text) {
        var before = shown.isEmpty() ? null : shown.get(chosen);
        filter.replace(0, filter.length(), text.stripLeading());
        var words = text.toLowerCase(Locale.ROOT).strip().split("\\s+");
        shown =
                entries.stream()
                        .filter(e -> Stream.of(words).allMatch(lower(e.text())::contains))
                        .toList();
        choose(shown.indexOf(before));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
