package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.CourseException;
import robustnet.runner.docs.Page;

/// `./learn hint 1.4`
@Command(name = "hint", description = "Shows the next hint; after the last one, all of them.")
final class HintCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(paramLabel = "ID", description = "An exercise, such as 1.4.")
    private String id;

    @Override
    public Integer call() {
        var desk = common.open();
        var section = Sections.of(desk.course(), id);
        var hints = section.hints();
        if (hints.isEmpty()) {
            throw new CourseException("There are no hints for " + id + " yet.");
        }
        int shown = desk.state().hintsShown(id);
        if (shown >= hints.size()) {
            for (int i = 0; i < hints.size(); i++) {
                print(desk, hints.get(i), i + 1, hints.size());
            }
            desk.out().println("That was all. ./learn solution " + id + " --anyway shows one.");
            return 0;
        }
        print(desk, hints.get(shown), shown + 1, hints.size());
        desk.state().showed(id, shown + 1);
        desk.state().save();
        return 0;
    }

    private void print(Desk desk, Page.Hint hint, int number, int count) {
        desk.out().println(desk.style().bold("hint " + number + " of " + count));
        desk.out().println();
        new BookText(common.surroundings(), desk.style()).print(hint.markdown());
        desk.out().println();
    }
}
