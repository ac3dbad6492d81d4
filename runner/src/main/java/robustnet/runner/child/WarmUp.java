package robustnet.runner.child;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import robustnet.runner.compile.Tools;

/// Makes the JVMs that run tests start in half the time: one of them does what tests do, and the
/// JVM keeps the classes that it has loaded and linked. Without it they are only slower.
public final class WarmUp {
    private static final int SECONDS = 60;
    private static final List<String> REHEARSED =
            List.of("passes", "passesInMemory", "failsAnAssertion", "failsWithAnException");

    private WarmUp() {}

    /// Runs the warm-up in a JVM of its own, which leaves its cache behind.
    ///
    /// @param root the folder of the course
    /// @return whether there is a cache now
    /// @throws InterruptedException if interrupted; nothing is left running
    public static boolean keep(Path root, Tools tools) throws InterruptedException {
        var cache = tools.aotCache();
        if (cache.isEmpty()) {
            return false;
        }
        Process process = null;
        try {
            Files.deleteIfExists(cache.get());
            process =
                    ChildCommand.forWarmUp(
                                    root.resolve("runner/src/main/java"), tools, cache.get(), root)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start();
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (IOException _) {
            // It is only slower then
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
        return Files.isRegularFile(cache.get());
    }

    /// @param args none
    public static void main(String[] args) {
        var methods =
                Arrays.stream(WarmUpTest.class.getDeclaredMethods())
                        .filter(
                                m ->
                                        m.isAnnotationPresent(Test.class)
                                                || m.isAnnotationPresent(ParameterizedTest.class))
                        .map(Method::getName)
                        .toList();
        run(methods);
    }

    /// Runs those tests in this JVM that make the next ones start sooner. Nobody hears of it.
    static void rehearse() {
        var out = System.out;
        var err = System.err;
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere);
        System.setErr(nowhere);
        try {
            run(REHEARSED);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void run(List<String> methods) {
        var name = WarmUpTest.class.getName();
        var nobody = new SharedOutput(OutputStream.nullOutputStream());
        var events = new EventWriter(nobody, nobody, "");
        var keys = methods.stream().map(method -> name + "#" + method).toList();
        ChildTests.run(new ChildRequest("", name, keys), events);
        events.finished();
    }
}
