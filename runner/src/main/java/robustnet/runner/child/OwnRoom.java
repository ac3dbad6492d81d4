package robustnet.runner.child;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/// Runs one request in a JVM that has run other tests before: with a class loader and a thread of
/// its own, so that no static field of the code under test and no thread-local variable is shared.
final class OwnRoom {
    private static final String SOURCES = "course.sources";

    private OwnRoom() {}

    /// Runs the tests of `request`. Meanwhile the system property says where its sources are.
    ///
    /// @throws Throwable what kept the tests from running
    static void run(ChildRequest request, EventWriter events) throws Throwable {
        var sources = System.setProperty(SOURCES, request.sources());
        try {
            runAlone(request, events);
        } finally {
            System.setProperty(SOURCES, sources);
        }
    }

    private static void runAlone(ChildRequest request, EventWriter events) throws Throwable {
        var thrown = new Throwable[1];
        try (var loader = loader(request)) {
            var thread =
                    Thread.ofPlatform()
                            .name("tests")
                            .unstarted(
                                    () -> {
                                        try {
                                            ChildTests.run(request, events);
                                        } catch (Throwable t) {
                                            thrown[0] = t;
                                        }
                                    });
            thread.setContextClassLoader(loader);
            thread.start();
            thread.join();
        }
        if (thrown[0] != null) {
            throw thrown[0];
        }
    }

    private static URLClassLoader loader(ChildRequest request) throws IOException {
        var urls = new URL[request.classes().size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(request.classes().get(i)).toUri().toURL();
        }
        // The parent first, as on a class path that begins with the tools.
        return new URLClassLoader(urls, OwnRoom.class.getClassLoader());
    }
}
