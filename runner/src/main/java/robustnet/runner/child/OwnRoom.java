package robustnet.runner.child;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import robustnet.testkit.junit.Remains;

/// Runs one request of many: with a class loader and a thread of its own, so that no static field
/// of the code under test and no thread-local variable is there for the next one; and then looks
/// for what else may be.
final class OwnRoom {
    private final ChildRequest request;
    private final JvmState state;
    private final Remains remains;

    /// What is there before the request is run is no remains of it.
    OwnRoom(ChildRequest request) {
        this.request = request;
        System.setProperty("course.sources", request.sources());
        this.state = JvmState.now();
        this.remains = Remains.sinceNow();
    }

    /// @throws Throwable what kept the tests from running
    void run(EventWriter events) throws Throwable {
        var thrown = new Throwable[1];
        try (var loader = loader()) {
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

    /// Whether the JVM is as it was before, as far as anybody can see: no thread runs on, no socket
    /// is open, and what a JVM has only one of is the same.
    boolean isTidy() throws InterruptedException {
        return state.equals(JvmState.now()) && remains.none();
    }

    private URLClassLoader loader() throws IOException {
        var urls = new URL[request.classes().size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(request.classes().get(i)).toUri().toURL();
        }
        // The parent first, as on a class path that begins with the tools.
        return new URLClassLoader(urls, OwnRoom.class.getClassLoader());
    }
}
