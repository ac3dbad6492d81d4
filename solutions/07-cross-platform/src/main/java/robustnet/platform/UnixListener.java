package robustnet.platform;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/// Listens on a Unix domain socket.
///
/// ```
///   start ──► no file ───────────────────────────────────────► bind ──► LISTENING
///        └──► a socket ──► connect refused: stale, delete ──────┘
///                    └───► anything else: somebody lives there ───────► BindException
///        └──► another file ───────────────────────────────────────────► FileAlreadyExistsException
/// ```
final class UnixListener implements LocalListener {
    private static final int TYPE_OF_FILE = 0170000; // S_IFMT of POSIX
    private static final int SOCKET = 0140000; // S_IFSOCK

    private final ServerSocketChannel channel;
    private final Path file;
    private final Object key;

    private UnixListener(ServerSocketChannel channel, Path file, Object key) {
        this.channel = channel;
        this.file = file;
        this.key = key;
    }

    /// Starts one. The caller holds the [StartLock].
    static UnixListener open(Path file) throws IOException {
        deleteStale(file);
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(file));
            return new UnixListener(channel, file, attributes(file).fileKey());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void deleteStale(Path file) throws IOException {
        try {
            if (!isSocket(file)) {
                throw new FileAlreadyExistsException(file.toString(), null, "no socket file");
            }
        } catch (NoSuchFileException _) {
            return;
        }
        if (isAlive(file)) {
            throw new BindException("a server lives at " + file);
        }
        Files.deleteIfExists(file); // X7: nobody else does
    }

    private static boolean isSocket(Path file) throws IOException {
        if (!attributes(file).isOther()) {
            return false;
        }
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return true; // it is as good as the JDK can tell
        }
        int mode = (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & TYPE_OF_FILE) == SOCKET; // X7: a named pipe is "other", too
    }

    private static boolean isAlive(Path file) {
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // a server whose backlog is full lives too
            probe.connect(UnixDomainSocketAddress.of(file));
            return true;
        } catch (ConnectException _) {
            return false;
        } catch (IOException _) {
            return true; // not refused, so better leave it alone
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public LocalConnection accept() throws IOException {
        return new LocalConnection(channel.accept());
    }

    @Override
    public synchronized void close() throws IOException {
        // The file first: as long as this listens, nobody else takes the file for stale
        try (channel) {
            // X7: only while it is open, for a key is soon used again, by the next one's file
            if (channel.isOpen() && Objects.equals(attributes(file).fileKey(), key)) {
                Files.delete(file);
            }
        } catch (NoSuchFileException _) {
            // Somebody has deleted it.
        }
    }
}
