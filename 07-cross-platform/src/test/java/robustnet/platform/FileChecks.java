package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.LocalTransport.Kind.LOOPBACK_TCP;
import static robustnet.platform.SocketFiles.connects;
import static robustnet.platform.SocketFiles.crash;
import static robustnet.platform.SocketFiles.echo;
import static robustnet.platform.SocketFiles.in;
import static robustnet.platform.SocketFiles.soon;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import robustnet.platform.LocalTransport.Kind;
import robustnet.testkit.Testbed;

/// Where a [LocalTransport] listens and connects: folders, paths and files.
final class FileChecks {
    private final Path temp;

    FileChecks(Path temp) {
        this.temp = temp;
    }

    void refusesAnOpenFolder() throws Exception {
        for (var permissions : List.of("rwxr-x---", "rwx-----x", "rwxrwxrwx", "rwx---r--")) {
            var folder = Files.createDirectory(temp.resolve(permissions));
            if (!hasPermissions(temp)) {
                continue;
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));

            assertThatThrownBy(
                            () -> LocalTransport.listen(folder.resolve("chat.sock")).close(),
                            "listen in a folder with %s",
                            permissions)
                    .isInstanceOf(AccessDeniedException.class);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .as("permissions of the folder afterwards")
                    .isEqualTo(permissions);
            assertThat(folder).as("the folder").isEmptyDirectory();
        }
    }

    void refusesALongPath(Testbed bed) throws Exception {
        var folder = temp.resolve("run");
        int room = LocalTransport.MAX_PATH_BYTES - folder.toString().length() - 1;
        assertThat(room).as("the course's tests need a shorter java.io.tmpdir").isPositive();

        var file = folder.resolve("s".repeat(room + 1));
        assertThatThrownBy(() -> LocalTransport.listen(file), "listen at a path of 103 bytes")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("102");
        assertThatThrownBy(() -> connect(file), "connect to a path of 103 bytes")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).as("the folder").doesNotExist();

        assertThatCode(() -> bed.closing(LocalTransport.listen(folder.resolve("s".repeat(room)))))
                .as("listen at a path of 102 bytes")
                .doesNotThrowAnyException();
        refusesALongPathOfLettersWithTwoBytes(folder, room);
    }

    private static void refusesALongPathOfLettersWithTwoBytes(Path folder, int room) {
        var name = "\u00e4".repeat(room / 2 + 1);
        try {
            folder.resolve(name);
        } catch (InvalidPathException _) {
            return; // a machine whose language has no such letter
        }
        assertThatThrownBy(
                        () -> connect(folder.resolve(name)), "a path of 103 bytes, in fewer chars")
                .isInstanceOf(IllegalArgumentException.class);
    }

    void makesOneFolder() {
        var above = temp.resolve("missing");

        assertThatThrownBy(
                        () -> LocalTransport.listen(above.resolve("run/chat.sock")).close(),
                        "listen where the folder above the folder is missing")
                .isInstanceOf(IOException.class);

        assertThat(above).as("the folder above: not for listen to make").doesNotExist();
    }

    void waitsForNoOtherStart() throws Exception {
        var file = temp.resolve("chat.sock");
        var tcp = temp.resolve("tcp.sock");
        crash(file);

        try (var _ = StartLock.take(tcp)) {
            assertThatThrownBy(
                            () -> LocalTransport.listen(tcp, LOOPBACK_TCP).close(),
                            "a start over TCP, while another server starts there")
                    .isInstanceOf(BindException.class);
        }
        try (var _ = StartLock.take(file)) {
            assertThatThrownBy(
                            () -> LocalTransport.listen(file, Kind.UNIX_SOCKET).close(),
                            "a start while another server starts, and has found the stale file")
                    .isInstanceOf(BindException.class);
            assertThat(file).as("the stale file: it is for the other one to delete").exists();
        }
        assertThatCode(() -> LocalTransport.listen(file, Kind.UNIX_SOCKET).close())
                .as("a start after the other one has ended")
                .doesNotThrowAnyException();
    }

    void startsOnce(Testbed bed) throws Exception {
        for (int round = 0; round < 10; round++) {
            var file = temp.resolve(round + ".sock");
            crash(file);
            var barrier = new CyclicBarrier(8);
            var starts = new ArrayList<CompletableFuture<LocalListener>>();
            for (int i = 0; i < 8; i++) {
                starts.add(
                        bed.async(
                                () -> {
                                    barrier.await();
                                    try {
                                        return LocalTransport.listen(file, Kind.UNIX_SOCKET);
                                    } catch (BindException _) {
                                        return null;
                                    }
                                }));
            }
            int listening = 0;
            for (var start : starts) {
                var listener = start.get(3, TimeUnit.SECONDS);
                if (listener != null) {
                    listening++;
                    bed.closing(listener);
                }
            }
            assertThat(listening).as("listeners, of several starts at a time").isEqualTo(1);
            assertThat(connects(file)).as("the one that listens can be reached").isTrue();
        }
    }

    void findsNobody() throws Exception {
        var stale = temp.resolve("stale.sock");
        crash(stale);
        var other = Files.writeString(temp.resolve("other.sock"), "no socket");
        var missing = temp.resolve("missing.sock");
        var folder = temp.resolve("missing/chat.sock");

        for (var file : List.of(stale, other, missing, folder)) {
            assertThatThrownBy(() -> connect(file), "connect to %s", temp.relativize(file))
                    .isInstanceOf(ConnectException.class);
        }
        assertThat(stale).as("the stale file: a client deletes nothing").exists();
        // 95 bytes are no more than 102, and the working folder is not private, or empty of it
        assertThatThrownBy(() -> connect(Path.of("s".repeat(95))), "connect to a relative path")
                .isInstanceOf(IOException.class);
    }

    void keepsTheDeadline(Testbed bed) throws Exception {
        for (var kind : List.of(Kind.here(), LOOPBACK_TCP)) {
            var file = temp.resolve(kind + "/chat.sock");
            echo(bed, bed.closing(LocalTransport.listen(file, kind)));

            assertThatThrownBy(
                            () -> LocalTransport.connect(file, in(Duration.ZERO)).close(),
                            "connect, %s, when the deadline has passed",
                            kind)
                    .isInstanceOf(SocketTimeoutException.class);
            Thread.currentThread().interrupt();
            try {
                assertThatThrownBy(() -> connect(file), "connect, %s, interrupted", kind)
                        .isInstanceOf(ClosedByInterruptException.class);
            } finally {
                Thread.interrupted();
            }
        }
    }

    void connectsInPrivateFoldersOnly(Testbed bed) throws Exception {
        for (var kind : List.of(Kind.here(), LOOPBACK_TCP)) {
            var file = temp.resolve(kind + "/chat.sock");
            echo(bed, bed.closing(LocalTransport.listen(file, kind)));
            if (hasPermissions(temp)) {
                var open = PosixFilePermissions.fromString("rwxrwxrwx");
                Files.setPosixFilePermissions(file.getParent(), open);

                assertThatThrownBy(() -> connect(file), "%s, in a folder with rwxrwxrwx", kind)
                        .isInstanceOf(AccessDeniedException.class);
            }
        }
    }

    private static void connect(Path file) throws IOException {
        LocalTransport.connect(file, soon()).close();
    }

    static boolean hasPermissions(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
