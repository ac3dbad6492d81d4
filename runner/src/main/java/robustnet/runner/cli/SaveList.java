package robustnet.runner.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import robustnet.runner.state.Save;

/// Shows the learner's saves, one a line.
final class SaveList {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Desk desk;

    SaveList(Desk desk) {
        this.desk = desk;
    }

    void print(List<Save> saves) {
        if (saves.isEmpty()) {
            desk.out().println("Nothing is saved yet. ./learn save NAME saves your work.");
            return;
        }
        int width = saves.stream().mapToInt(save -> save.name().length()).max().orElse(0);
        for (var save : saves) {
            desk.out()
                    .printf(
                            "%-" + width + "s  %s  %s%n",
                            save.name(),
                            TIME.format(save.at().atZone(ZoneId.systemDefault())),
                            files(save.files().size()));
        }
    }

    static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }
}
