package robustnet.runner.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.CourseRoot;
import robustnet.runner.terminal.Tmux;

/// `./learn dev capture`: the pictures of the learner's loop, from a real terminal.
@Command(
        name = "capture",
        description =
                "Works through a copy of the course in a real terminal (tmux), waits for what each"
                        + " key should show, and draws the screens as SVG. Times are drawn as"
                        + " 0.21 s, or 6.84 s where something hung, so that the same screens give the same"
                        + " pictures.")
final class CaptureCommand implements Callable<Integer> {
    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Where the pictures go; without it docs/images of the course.")
    private Path folder;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Tmux.present()) {
            throw new CourseException(
                    "tmux is missing: install it with your packages (apt install tmux, brew install"
                            + " tmux), then run the same command again.");
        }
        var course = Catalogue.read(CourseRoot.find(System.getProperty("learn.root"), Path.of("")));
        var out = spec.commandLine().getOut();
        var pictures = folder == null ? course.root().resolve("docs/images") : folder;
        try (var copy = ScratchCourse.of(course);
                var walk = new LoopWalk(copy, new Album(pictures, out))) {
            walk.walk();
        } catch (IllegalStateException e) {
            throw new CourseException("A picture could not be taken: " + e.getMessage(), e);
        }
        return 0;
    }
}
