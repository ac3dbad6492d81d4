package robustnet.runner.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import robustnet.runner.state.Kept;

/// Says which files a change touched, and where what was there is kept.
final class ChangeReport {
    private static final int SHOWN = 12;

    private final Desk desk;

    ChangeReport(Desk desk) {
        this.desk = desk;
    }

    void print(Kept kept) {
        if (kept.files().size() <= SHOWN) {
            kept.files().stream().map(ChangeReport::line).forEach(desk.out()::println);
        } else {
            kept.files().stream()
                    .collect(Collectors.groupingBy(ChangeReport::chapter, TreeMap::new, toList()))
                    .forEach((chapter, files) -> desk.out().println(summary(chapter, files)));
        }
        var copies = kept.files().stream().filter(Kept.Entry::kept).toList();
        if (!copies.isEmpty()) {
            var where = copies.size() == 1 ? kept.copy(copies.getFirst()) : kept.folder();
            desk.out().println("What was there is kept in " + desk.course().relative(where));
        }
    }

    private static String chapter(Kept.Entry entry) {
        return entry.path().replaceFirst("/.*", "");
    }

    private static String summary(String chapter, List<Kept.Entry> files) {
        var counts =
                files.stream()
                        .collect(
                                Collectors.groupingBy(ChangeReport::did, TreeMap::new, counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ", "  " + chapter + ": ", ""));
    }

    private static String line(Kept.Entry entry) {
        return "  %-8s %s".formatted(did(entry), entry.path());
    }

    private static String did(Kept.Entry entry) {
        return entry.removed() ? "removed" : entry.kept() ? "changed" : "added";
    }
}
