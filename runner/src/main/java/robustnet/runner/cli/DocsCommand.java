package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import robustnet.runner.docs.Page;
import robustnet.runner.docs.WhyItWorks;

/// `./learn docs 1.4`
@Command(
        name = "docs",
        description = "Shows what the book says about an exercise, without the hints.")
final class DocsCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(paramLabel = "ID", description = "An exercise, such as 1.4.")
    private String id;

    @Option(names = "--all", description = "Also why it works, before you have passed.")
    private boolean all;

    @Override
    public Integer call() {
        var desk = common.open();
        var section = Sections.of(desk.course(), id);
        desk.out().println(desk.style().bold(section.title()));
        desk.out().println();
        new BookText(common.surroundings(), desk.style()).print(text(desk, section));
        return 0;
    }

    private String text(Desk desk, Page.Section section) {
        return all || desk.passed(desk.course().require(id))
                ? section.markdown()
                : WhyItWorks.heldBack(section);
    }
}
