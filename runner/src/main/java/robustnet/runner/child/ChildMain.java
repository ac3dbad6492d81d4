package robustnet.runner.child;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// The child JVM: reads a request from standard input, runs its tests, tells events on standard
/// output and ends, whatever threads the code under test has left behind. After a request that is
/// one of many it waits for the next one, but only if nothing was left behind. After a request to
/// warm up it waits for the one request that it is kept for.
///
/// ```text
/// start ──request──▶ tests ──▶ finished event ──▶ halt(0)
///   │        ▲         │                    └─ one of many, and nothing left ──▶ ready event ─┐
///   │        ├─────────┼──────────────────────────────────────────────────────────────────────┘
///   └─ warm up ──▶ ready event
///                      ├─ anything thrown ──▶ crashed event ──▶ halt(3)
///                      ├─ System.exit ──▶ exit event ──▶ the status asked for
///                      ├─ standard input ends: the parent is gone ──▶ halt(4)
///                      └─ standard output was closed ──▶ halt(5), after the tests
/// ```
public final class ChildMain {
    /// The exit code of a JVM that could not tell what happened.
    static final int MUTE = 5;

    private ChildMain() {}

    /// @param args none
    public static void main(String[] args) throws InterruptedException {
        var requests = requests(System.in);
        var request = requests.take();
        var stdout = new SharedOutput(new FileOutputStream(FileDescriptor.out));
        var stderr = new SharedOutput(new FileOutputStream(FileDescriptor.err));
        var events = new EventWriter(stdout, stderr, request.token());
        boolean keptForOne = request.isWarmUp();
        if (keptForOne) {
            WarmUp.rehearse();
            events.ready();
            request = requests.take();
        }

        // The code under test prints through the same locks, so it cannot cut an event in two;
        // closing only flushes.
        System.setOut(new OpenPrintStream(stdout));
        System.setErr(new OpenPrintStream(stderr));
        System.setIn(InputStream.nullInputStream());
        ExitWatch.install(events);
        HeapWatch.start(events);

        try {
            while (request.isOneOfMany() && !keptForOne) {
                var traces = Traces.sinceNow();
                OwnRoom.run(request, events);
                events.finished();
                if (!traces.none()) {
                    Runtime.getRuntime().halt(0);
                }
                events.ready();
                request = requests.take();
            }
            if (keptForOne) {
                OwnRoom.run(request, events);
            } else {
                ChildTests.run(request, events);
            }
            events.finished();
            // Once this JVM has ended nobody knows that they were its.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (Throwable t) {
            events.crashed(t);
            Runtime.getRuntime().halt(3);
        }
        // Not exit: a thread that never ends must not keep the JVM, nor a shutdown hook of the code
        // under test.
        Runtime.getRuntime().halt(events.hasLost() ? MUTE : 0);
    }

    /// The requests in the order in which they come in. At the end of the input the JVM ends.
    private static BlockingQueue<ChildRequest> requests(InputStream in) {
        var requests = new LinkedBlockingQueue<ChildRequest>();
        Thread.ofPlatform()
                .daemon()
                .name("parent watch")
                .start(
                        () -> {
                            var lines = new InputStreamReader(in, StandardCharsets.UTF_8);
                            try (var reader = new BufferedReader(lines)) {
                                for (var line = reader.readLine();
                                        line != null;
                                        line = reader.readLine()) {
                                    requests.add(ChildRequest.parse(line));
                                }
                            } catch (IOException _) {
                                // as good as the end
                            }
                            Runtime.getRuntime().halt(4);
                        });
        return requests;
    }
}
