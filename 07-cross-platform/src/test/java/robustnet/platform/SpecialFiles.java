package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.SocketFiles.crash;
import static robustnet.platform.SocketFiles.foreign;
import static robustnet.platform.SocketFiles.soon;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import robustnet.platform.LocalTransport.Kind;
import robustnet.testkit.Testbed;

/// What [LocalTransport] does with files that are no sockets, and what it leaves open.
final class SpecialFiles {
    private static final Path OPEN = Path.of("/proc/self/fd");

    private SpecialFiles() {}

    static void keepsOtherFiles(Path temp, Testbed bed) throws Exception {
        var text = Files.writeString(temp.resolve("text.sock"), "years of work");
        var pipe = temp.resolve("pipe.sock");
        var stale = temp.resolve("stale.sock");
        var link = temp.resolve("link.sock");
        crash(stale);
        assertRefused(text);
        assertThat(text).as("the file").hasContent("years of work");
        if (pipe(pipe)) {
            assertRefused(pipe);
        }
        if (link(link, stale)) {
            assertRefused(link);
            Files.delete(stale);
            foreign(bed, stale, 8);
            assertThatThrownBy(
                            () -> LocalTransport.connect(link, soon()),
                            "connect to a link that leads to a server")
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static void assertRefused(Path file) {
        for (var kind : Kind.values()) {
            assertThatThrownBy(
                            () -> LocalTransport.listen(file, kind).close(),
                            "listen, %s, at a file that is no socket: %s",
                            kind,
                            file.getFileName())
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .as("whether %s is still there", file.getFileName())
                .isTrue();
    }

    static void leavesNothingOpen(Path temp) throws Exception {
        var stale = temp.resolve("stale.sock");
        crash(stale);
        long before = descriptors();

        for (int i = 0; i < 60; i++) {
            Kind.here();
            assertThatThrownBy(
                            () -> LocalTransport.connect(stale, soon()), "connect to a stale file")
                    .isInstanceOf(ConnectException.class);
        }

        assertThat(descriptors() - before)
                .as(
                        "descriptors more than before, after 60 calls of here() and 60 connects that failed")
                .isLessThan(40);
    }

    /// Makes a named pipe.
    ///
    /// @return whether this system could
    private static boolean pipe(Path file) throws InterruptedException {
        try {
            var command = new ProcessBuilder("mkfifo", file.toString()).start();
            return command.waitFor(3, TimeUnit.SECONDS) && command.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// Makes a symbolic link.
    ///
    /// @return whether this system could
    private static boolean link(Path file, Path target) {
        try {
            Files.createSymbolicLink(file, target);
            return true;
        } catch (UnsupportedOperationException | IOException _) {
            return false;
        }
    }

    /// How many file descriptors the program has open; always 0 where nobody tells.
    private static long descriptors() throws IOException {
        if (!Files.isDirectory(OPEN)) {
            return 0;
        }
        try (var open = Files.list(OPEN)) {
            return open.count();
        }
    }
}
