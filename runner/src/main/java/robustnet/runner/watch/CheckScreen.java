package robustnet.runner.watch;

import java.util.ArrayList;
import java.util.List;
import robustnet.runner.report.Style;
import robustnet.runner.screen.Width;

/// The screen of watch mode, as lines: what the exercise is, the report, how it stands, the keys.
///
/// ```text
///  1.4 Length-prefixed frames  ★★  25 min                3 of 10 points
///  01-basics/src/main/java/robustnet/basics/Frames.java
///
///  ✓ a frame that arrives in one piece is read              the body,
///  ✗ a frame that arrives one byte at a time is read whole  which scrolls
///  …
///  7 of 10 tests passed in 0.21 s
///  ████████░░░░░░░░░░░░  12 of 47 exercises, 130 of 545 points
///  n next  l list  h hint  d docs  ? help  q quit
/// ```
///
/// On a small screen the body keeps what room there is, and the rest goes: first the blank lines,
/// then the files, the keys, the bar.
final class CheckScreen {
    private static final int MOST_NOTE_ROWS = 3;
    private static final int LEAST_BODY_ROWS = 3;

    private final Style style;

    CheckScreen(Style style) {
        this.style = style;
    }

    /// At most `rows` lines, none wider than `columns`.
    List<String> lines(Scene scene, int columns, int rows) {
        var foot = new ArrayList<String>();
        if (!scene.note().isEmpty()) {
            foot.addAll(limited(wrap(style.bold(Width.visible(scene.note())), columns)));
        }
        foot.addAll(status(scene.phase(), columns));
        int status = foot.size() - 1;
        if (scene.over().isPresent()) {
            return covered(scene, foot.getLast(), columns, rows);
        }
        var head = new ArrayList<String>();
        head.add(title(scene, columns));
        int left = rows - head.size() - foot.size() - LEAST_BODY_ROWS;
        if (left > 0) {
            foot.add(bar(scene, columns));
        }
        if (left > 1) {
            foot.add(KeyLine.of(columns, style));
        }
        if (left > 2) {
            head.add(Width.cut(" " + style.dim(scene.files()), columns));
        }
        if (left > 6) {
            head.add("");
        }
        int room = rows - head.size() - foot.size();
        var body = body(scene, columns, room);
        if (room > 0) {
            foot.set(status, withHidden(foot.get(status), scene.body().hidden(), columns));
        }
        return filled(head, body, foot, rows);
    }

    /// A view has the screen, but for a line that tells what is checked meanwhile.
    private List<String> covered(Scene scene, String status, int columns, int rows) {
        if (rows < 2) {
            return scene.over().orElseThrow().lines(columns, 1);
        }
        var lines = scene.over().orElseThrow().lines(columns, rows - 1);
        return filled(List.of(), lines, List.of(status), rows);
    }

    private static List<String> body(Scene scene, int columns, int rows) {
        if (rows < 1) {
            return List.of();
        }
        int inner = Math.max(1, columns - 1);
        return scene.body().lines(inner, rows).stream()
                .map(line -> line.isEmpty() || columns == 1 ? line : " " + line)
                .toList();
    }

    private static List<String> filled(
            List<String> head, List<String> body, List<String> foot, int rows) {
        var lines = new ArrayList<>(head);
        lines.addAll(body);
        while (lines.size() + foot.size() < rows) {
            lines.add("");
        }
        lines.addAll(foot);
        return lines.size() <= rows ? lines : lines.subList(lines.size() - rows, lines.size());
    }

    private String title(Scene scene, int columns) {
        var exercise = scene.exercise();
        var name = exercise.id() + " " + exercise.title();
        var details = "  " + "★".repeat(exercise.level()) + "  " + exercise.minutes() + " min";
        var points =
                (scene.now().isEmpty() ? "" : "best ")
                        + scene.points()
                        + " of "
                        + exercise.points()
                        + " points"
                        + (exercise.bonus() ? " (bonus)" : "")
                        + (scene.now().isEmpty() ? "" : ", " + scene.now());
        int room = columns - 2 - Width.of(points);
        if (Width.of(name) + Width.of(details) + 2 > room) {
            details = "";
        }
        if (Width.of(name) + 2 > room) {
            return Width.cut(" " + style.bold(name), columns);
        }
        var blank = " ".repeat(room - Width.of(name) - Width.of(details));
        return " " + style.bold(name) + details + blank + points;
    }

    private String bar(Scene scene, int columns) {
        var points = scene.score().points();
        var words = scene.score().toString();
        int room = columns - 4 - Width.of(words);
        if (room < 8) {
            return Width.cut(" " + words, columns);
        }
        var bar = ProgressBar.of(points.earned(), points.most(), Math.min(room, 28));
        return " " + style.good(bar) + "  " + words;
    }

    /// What changes ten times a second keeps to one line, so that the report above stays in place.
    private List<String> status(Phase phase, int columns) {
        var line = StatusLine.of(phase, style);
        boolean changes = phase instanceof Phase.Checking || phase instanceof Phase.CheckingAll;
        return changes && columns > 1
                ? List.of(" " + Width.cut(line, columns - 1))
                : limited(wrap(line, columns));
    }

    private static List<String> limited(List<String> lines) {
        return lines.size() <= MOST_NOTE_ROWS ? lines : lines.subList(0, MOST_NOTE_ROWS);
    }

    private static List<String> wrap(String line, int columns) {
        return Width.wrap(line, columns, columns > 1 ? " " : "", columns > 1 ? " " : "");
    }

    /// Says on the right what can be scrolled to, where there is room.
    private String withHidden(String line, TextView.Hidden hidden, int columns) {
        var above = hidden.above() > 0 ? "↑ " + hidden.above() : "";
        var below = hidden.below() > 0 ? "↓ " + hidden.below() : "";
        var words = (above + "  " + below).strip();
        int blank = columns - Width.of(line) - Width.of(words) - 1;
        return words.isEmpty() || blank < 2 ? line : line + " ".repeat(blank) + style.dim(words);
    }
}
