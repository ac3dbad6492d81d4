package robustnet.platform;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/// Waits for the programs of this machine that connect to a socket file. Safe for use by many
/// threads. Given, for exercise 7.5.
public interface LocalListener extends AutoCloseable {
    /// Waits for a connection. Whoever gets it closes it.
    ///
    /// An interrupt closes the listener; the socket file may stay then, as after a crash.
    ///
    /// @throws ClosedChannelException if the listener is closed, also by another thread meanwhile;
    ///   if by an interrupt, a [java.nio.channels.ClosedByInterruptException]
    /// @throws IOException if it fails; the listener goes on
    LocalConnection accept() throws IOException;

    /// Deletes the socket file, if it is still the listener's own, and stops listening. Connections
    /// that were accepted stay open. Harmless when repeated.
    ///
    /// @throws IOException if the file cannot be deleted; nobody listens any more all the same
    @Override
    void close() throws IOException;
}
