package robustnet.runner.cli;

import robustnet.runner.state.Kept;

/// Says which files a change touched, and where what was there is kept.
final class ChangeReport {
    private static final int SHOWN = 12;

    private final Desk desk;

    ChangeReport(Desk desk) {
        this.desk = desk;
    }

    void print(Kept kept) {
        kept.files().stream().limit(SHOWN).map(ChangeReport::line).forEach(desk.out()::println);
        int more = kept.files().size() - SHOWN;
        if (more > 0) {
            desk.out().println("  … and " + more + " more");
        }
        var copies = kept.files().stream().filter(Kept.Entry::kept).toList();
        if (!copies.isEmpty()) {
            var where = copies.size() == 1 ? kept.copy(copies.getFirst()) : kept.folder();
            desk.out().println("What was there is kept in " + desk.course().relative(where));
        }
    }

    private static String line(Kept.Entry entry) {
        var did = entry.removed() ? "removed" : entry.kept() ? "changed" : "added";
        return "  %-8s %s".formatted(did, entry.path());
    }
}
