package robustnet.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import robustnet.errors.Deadline;
import robustnet.tls.Watchdog;

/// Connects programs of one machine and one user: by a socket that is a file, in a folder that
/// nobody else may enter.
///
/// ```
///   run/            rwx------        who may enter the folder may connect
///   run/chat.sock   the socket       made by listen, deleted by close, left behind by a crash
///   run/chat.sock.lock               made by listen, stays: two starts at the same time
/// ```
///
/// Where the system has no Unix domain sockets, the file is an ordinary one, and the connection TCP
/// on loopback; see [Kind#LOOPBACK_TCP].
public final class LocalTransport {
    /// How many bytes a path may have, in UTF-8, on any system. macOS has room for 104 and Linux
    /// for 108, and the JDK keeps two of them back.
    public static final int MAX_PATH_BYTES = 102;

    private static final Set<PosixFilePermission> PRIVATE =
            EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

    private LocalTransport() {}

    /// What carries the bytes.
    public enum Kind {
        /// A Unix domain socket.
        UNIX_SOCKET,
        /// TCP on loopback. The file tells the port, and two secrets by which client and server
        /// prove that they can read it: any program of the machine can reach the port.
        LOOPBACK_TCP;

        /// Returns what this system has: Unix domain sockets if it can open one.
        ///
        /// @throws IOException if that cannot be found out: no file descriptor is left
        public static Kind here() throws IOException {
            try (var _ = SocketChannel.open(StandardProtocolFamily.UNIX)) { // X1
                return UNIX_SOCKET;
            } catch (UnsupportedOperationException _) {
                return LOOPBACK_TCP;
            }
        }
    }

    /// Listens with what this system has; see [#listen(Path, Kind)].
    public static LocalListener listen(Path socketFile) throws IOException {
        return listen(socketFile, Kind.here());
    }

    /// Listens at a socket file.
    ///
    /// The folder is created if it is missing, for its owner alone (`rwx------`); folders above it
    /// are not. One that is there must be as private already: it is not changed. On a system
    /// without POSIX permissions the folder's rights are yours to set.
    ///
    /// A socket file that is there is replaced if nobody listens at it any more: its server has
    /// crashed. That of a server that lives is never touched, however busy that one is. Who starts
    /// holds the `StartLock` of the file meanwhile, so of several that start at the same time, at
    /// most one listens afterwards.
    ///
    /// @param socketFile the path as the system gets it: a relative one can be short where the
    ///   absolute one is too long
    /// @throws IllegalArgumentException if the path has more than [#MAX_PATH_BYTES] bytes; the
    ///   message says how many are allowed, and nothing was created
    /// @throws AccessDeniedException if anybody but the owner has a right to the folder
    /// @throws FileAlreadyExistsException if the file is there, and is no socket file of this kind:
    ///   a named pipe is none, nor is a symbolic link, wherever it leads; it stays
    /// @throws BindException if a server lives there, or is starting there now
    /// @throws IOException if the folder or the socket cannot be made; nothing is left open then
    public static LocalListener listen(Path socketFile, Kind kind) throws IOException {
        requireShort(socketFile);
        var folder = folderOf(socketFile);
        create(folder);
        requirePrivate(folder);
        try (var _ = StartLock.take(socketFile)) { // X7: or two would replace the same stale file
            return switch (kind) {
                case UNIX_SOCKET -> UnixListener.open(socketFile);
                case LOOPBACK_TCP -> LoopbackListener.open(socketFile);
            };
        }
    }

    /// Connects to the server that listens at this socket file, of whichever [Kind] it is.
    ///
    /// Connected does not mean accepted: the system does it for a server that is busy.
    ///
    /// @throws IllegalArgumentException if the path has more than [#MAX_PATH_BYTES] bytes
    /// @throws AccessDeniedException if anybody but the owner has a right to the folder: it could
    ///   be anybody's server
    /// @throws ConnectException if there is no such file, it is no socket file (a symbolic link is
    ///   none), or nobody listens at it any more
    /// @throws SocketTimeoutException if the deadline passes first
    /// @throws ClosedByInterruptException if the thread is interrupted, before or meanwhile
    /// @throws IOException if connecting fails in another way, perhaps because too many clients
    ///   wait already. Nothing is left open in all these cases
    public static LocalConnection connect(Path socketFile, Deadline deadline) throws IOException {
        requireShort(socketFile);
        if (deadline.hasPassed()) {
            throw new SocketTimeoutException("the deadline has passed");
        }
        try {
            requirePrivate(folderOf(socketFile));
            if (Files.isSymbolicLink(socketFile)) {
                throw new FileAlreadyExistsException(socketFile.toString(), null, "a link");
            }
            if (Files.isRegularFile(socketFile, LinkOption.NOFOLLOW_LINKS)) {
                return Rendezvous.read(socketFile).connect(deadline);
            }
            if (Files.notExists(socketFile, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(socketFile.toString());
            }
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            var nobody = new ConnectException("nobody listens at " + socketFile);
            nobody.initCause(e);
            throw nobody;
        }
        return connectUnix(UnixDomainSocketAddress.of(socketFile), deadline);
    }

    private static LocalConnection connectUnix(UnixDomainSocketAddress address, Deadline deadline)
            throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var watchdog = Watchdog.closing(channel, deadline.remaining());
        try (watchdog) {
            channel.connect(address); // waits where the backlog is full
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (ClosedChannelException e) {
            throw watchdog.hasBitten() ? new SocketTimeoutException("the deadline has passed") : e;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (watchdog.hasBitten()) {
            throw new SocketTimeoutException("the deadline has passed");
        }
        return new LocalConnection(channel);
    }

    private static void requireShort(Path socketFile) {
        int bytes = socketFile.toString().getBytes(UTF_8).length;
        if (bytes > MAX_PATH_BYTES) { // X7
            throw new IllegalArgumentException(
                    "the path has %d bytes, allowed are %d: %s"
                            .formatted(bytes, MAX_PATH_BYTES, socketFile));
        }
    }

    private static Path folderOf(Path socketFile) {
        return socketFile.toAbsolutePath().getParent();
    }

    private static void create(Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        try {
            if (hasPermissions(folder)) { // X8: from the beginning, not afterwards
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException _) {
            // Somebody else has made it meanwhile; it is looked at next.
        }
    }

    private static void requirePrivate(Path folder) throws IOException {
        if (hasPermissions(folder)
                && !PRIVATE.containsAll(Files.getPosixFilePermissions(folder))) { // X8
            throw new AccessDeniedException(
                    folder.toString(), null, "others have rights to it; try chmod 700");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    private static boolean hasPermissions(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
