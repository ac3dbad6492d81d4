package robustnet.runner;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import robustnet.runner.child.WarmUp;
import robustnet.runner.compile.Tools;

/// Lets the JVMs that the runner's tests start begin as fast as a learner's do: the classes in
/// folders are packed into jars, and a cache is made of them in the background. Whoever starts a
/// JVM before it is there has none.
public final class ToolsAsJars implements LauncherSessionListener {
    private static final String TOOLS = "learn.tools";
    private static final String CACHE = "learn.aot";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        try {
            var folder = Files.createTempDirectory("tools");
            folder.toFile().deleteOnExit();
            var jars = new ArrayList<Path>();
            var tests = new ArrayList<Path>();
            for (var entry : Tools.ofThisJvm().classPath()) {
                if (entry.endsWith("test-classes")) {
                    tests.add(entry);
                } else {
                    jars.add(Files.isDirectory(entry) ? jar(entry, folder, jars.size()) : entry);
                }
            }
            System.setProperty(TOOLS, path(Stream.concat(jars.stream(), tests.stream())));
            var cache = folder.resolve("child.aot");
            cache.toFile().deleteOnExit();
            Thread.ofPlatform().daemon().name("cache").start(() -> make(jars, cache));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path classes, Path folder, int number) {
        var jar = folder.resolve(number + ".jar");
        jar.toFile().deleteOnExit();
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    private static String path(Stream<Path> entries) {
        return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void make(List<Path> jars, Path cache) {
        try {
            var root = Path.of("..").toAbsolutePath().normalize();
            if (WarmUp.keep(root, new Tools(jars, Optional.of(cache)))) {
                System.setProperty(CACHE, cache.toString());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
