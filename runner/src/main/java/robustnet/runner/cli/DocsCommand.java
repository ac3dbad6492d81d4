package robustnet.runner.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `./learn docs 1.4`
@Command(
        name = "docs",
        description = "Shows what the book says about an exercise, without the hints.")
final class DocsCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(paramLabel = "ID", description = "An exercise, such as 1.4.")
    private String id;

    @Override
    public Integer call() {
        var desk = common.open();
        var section = Sections.of(desk.course(), id);
        desk.out().println(desk.style().bold(section.title()));
        desk.out().println();
        new BookText(common.surroundings(), desk.style()).print(section.markdown());
        return 0;
    }
}
