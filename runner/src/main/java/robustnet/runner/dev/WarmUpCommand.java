package robustnet.runner.dev;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import robustnet.runner.child.WarmUp;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.CourseRoot;

/// `./learn dev warm-up`: the launchers call it once after each build.
@Command(
        name = "warm-up",
        hidden = true,
        description = "Makes the JVMs that run the tests start in half the time.")
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        var root = CourseRoot.find(System.getProperty("learn.root"), Path.of(""));
        return WarmUp.keep(root, Tools.ofThisJvm()) ? 0 : 1;
    }
}
