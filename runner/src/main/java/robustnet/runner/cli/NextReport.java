package robustnet.runner.cli;

import robustnet.runner.report.Pointers;

/// Says what to do next.
final class NextReport {
    private final Desk desk;

    NextReport(Desk desk) {
        this.desk = desk;
    }

    void print() {
        var out = desk.out();
        var next = desk.next();
        if (next.isEmpty()) {
            out.println("All exercises are passed: " + progress() + ". Well done.");
            return;
        }
        var exercise = next.get();
        out.printf(
                "%s  %s, %d minutes, %d points%n",
                desk.style().bold("Next: " + exercise.id() + " " + exercise.title()),
                "★".repeat(exercise.level()),
                exercise.minutes(),
                exercise.points());
        new Pointers(desk.course(), out, desk.style()).print(exercise);
        out.println();
        out.println(progress());
    }

    private String progress() {
        var all = desk.course().exercises();
        long done = all.stream().filter(desk::passed).count();
        return "%d of %d exercises passed, %s".formatted(done, all.size(), desk.points(all));
    }
}
