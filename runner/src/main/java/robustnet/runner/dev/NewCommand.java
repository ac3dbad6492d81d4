package robustnet.runner.dev;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.CourseRoot;

/// `./learn dev new 2.1 --type UdpEchoServer`: the skeleton of an exercise.
@Command(name = "new", description = "Writes the skeleton of an exercise; overwrites nothing.")
final class NewCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            description = "The chapter's number, a point, the number in it: 2.1")
    private String id;

    @Option(
            names = "--type",
            paramLabel = "NAME",
            description = "The class that the learner writes: UdpEchoServer")
    private String type;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "The title; without it the class's name in words.")
    private String title;

    @Override
    public Integer call() {
        var course = Catalogue.read(CourseRoot.find(System.getProperty("learn.root"), Path.of("")));
        var skeleton = Skeleton.of(course, id, type, title);
        var out = spec.commandLine().getOut();
        skeleton.write().forEach(file -> out.println("wrote " + course.relative(file)));
        out.printf(
                """

                Next:
                  1. the reference, its Javadoc first; then copy the signatures and the Javadoc to the starter
                  2. the tests: one behaviour each, a sentence as display name, the pitfall's id at its end
                  3. at least four mistakes: change the reference, git diff --relative=%s, change it back
                  4. the page: why, what, how it is judged, three hints
                  5. ./learn dev check %s
                """,
                course.relative(skeleton.chapter().referenceFolder()), id);
        out.flush();
        return 0;
    }
}
