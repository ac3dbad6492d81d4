package robustnet.platform;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import robustnet.errors.Deadline;

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
            throw new UnsupportedOperationException("TODO 7.5: ask whether there are Unix sockets");
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
        throw new UnsupportedOperationException("TODO 7.5: look, make room, and listen");
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
        throw new UnsupportedOperationException("TODO 7.5: connect by the deadline");
    }
}
