package robustnet.runner.child;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The child JVM: reads one request from standard input, runs its tests, tells events on standard
/// output and ends, whatever threads the code under test has left behind.
///
/// ```text
/// start ──request──▶ tests ──▶ finished event ──▶ halt(0)
///                      │
///                      ├─ anything thrown ──▶ crashed event ──▶ halt(3)
///                      ├─ System.exit ──▶ exit event ──▶ the status asked for
///                      └─ standard input ends: the parent is gone ──▶ halt(4)
/// ```
public final class ChildMain {
    private ChildMain() {}

    /// @param args none
    public static void main(String[] args) throws IOException {
        var stdin = System.in;
        var request = ChildRequest.parse(readLine(stdin));
        var stdout = new SharedOutput(new FileOutputStream(FileDescriptor.out));
        var events = new EventWriter(stdout, request.token());

        // The code under test prints through the same lock, so it cannot cut an event in two;
        // closing only flushes.
        System.setOut(new OpenPrintStream(stdout));
        System.setErr(
                new OpenPrintStream(new SharedOutput(new FileOutputStream(FileDescriptor.err))));
        System.setIn(InputStream.nullInputStream());
        haltWhenParentIsGone(stdin);
        ExitWatch.install(events);

        try {
            ChildTests.run(request, events);
            events.finished();
        } catch (Throwable t) {
            events.crashed(t);
            Runtime.getRuntime().halt(3);
        }
        // Not exit: a thread that never ends must not keep the JVM, nor a shutdown hook of the code
        // under test.
        Runtime.getRuntime().halt(0);
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void haltWhenParentIsGone(InputStream stdin) {
        Thread.ofPlatform()
                .daemon()
                .name("parent watch")
                .start(
                        () -> {
                            try {
                                while (stdin.read() >= 0) {
                                    // nothing more is expected
                                }
                            } catch (IOException _) {
                                // as good as the end
                            }
                            Runtime.getRuntime().halt(4);
                        });
    }
}
