package robustnet.runner.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.upgrade.Meeting;
import robustnet.runner.upgrade.Newer;

/// `./learn upgrade-check`
@Command(
        name = "upgrade-check",
        description =
                "Tells which of your files would meet a changed starter in a newer course. Changes nothing, fetches nothing.")
final class UpgradeCheckCommand implements Callable<Integer> {
    private static final int COLUMNS = 80;

    @Mixin private Common common;

    @Parameters(
            arity = "0..1",
            paramLabel = "REVISION|FOLDER",
            description =
                    "A revision that you fetched, or the folder of a newer unpacked course. Without it: the branch that this one follows, else origin's default branch.")
    private String what;

    @Override
    public Integer call() {
        var desk = common.open();
        var root = desk.course().root();
        var newer = Newer.find(root, Optional.ofNullable(what));
        var out = desk.out();
        if (!newer.isNewer()) {
            out.println(
                    newer.name() + " has nothing that you have not. git fetch gets what is new.");
            return 0;
        }
        var meetings = newer.meetings(root, desk.work());
        int others = desk.work().changed().size() - meetings.size();
        if (meetings.isEmpty()) {
            out.printf(
                    "%s can be taken: no file that you changed would meet a changed starter (%d looked at).%n",
                    newer.name(), others);
        } else {
            print(desk, newer, meetings, others);
        }
        out.println();
        out.println(newer.folder() ? take(newer) : merge(newer));
        return meetings.isEmpty() ? 0 : 1;
    }

    private static void print(Desk desk, Newer newer, List<Meeting> meetings, int others) {
        desk.out().printf("In %s these files, which you changed, are different:%n", newer.name());
        for (var meeting : meetings) {
            var file = "  " + meeting.path() + ":";
            var words = meeting.kind().words();
            boolean fits = file.length() + 1 + words.length() <= COLUMNS;
            desk.out().println(file + (fits ? " " : "\n      ") + words);
        }
        if (others > 0) {
            desk.out()
                    .printf(
                            "%d other %s of yours would meet no change.%n",
                            others, others == 1 ? "file" : "files");
        }
    }

    private static String merge(Newer newer) {
        return """
                To take it: ./learn save before-upgrade; git commit your work; git merge %s.
                Where git reports a conflict, keep your code and take the course's comments and
                declarations.
                Or begin an exercise anew on its new starter: ./learn reset ID."""
                .formatted(newer.name());
    }

    private static String take(Newer newer) {
        return """
                To take your work there: ./learn save before-upgrade; copy .learn/saves and
                .learn/state.txt into %s/.learn;
                there, ./learn restore before-upgrade."""
                .formatted(newer.name());
    }
}
