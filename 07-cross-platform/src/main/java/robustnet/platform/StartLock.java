package robustnet.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/// Held while a server starts, so that of two that start at the same time one waits for nobody and
/// the other one gives up. Without it, each finds the same stale file, and the second one deletes
/// what the first one has just made.
///
/// The system lets go of it when the program ends, however it ends. The file `NAME.lock` beside the
/// socket file stays: who deletes a lock file deletes the next one's lock. Given, for exercise 7.5.
final class StartLock implements AutoCloseable {
    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock of this socket file.
    ///
    /// @throws BindException if somebody is starting there
    static StartLock take(Path socketFile) throws IOException {
        var file = socketFile.resolveSibling(socketFile.getFileName() + ".lock");
        var channel = FileChannel.open(file, CREATE, WRITE);
        try {
            if (channel.tryLock() != null) {
                return new StartLock(channel);
            }
        } catch (OverlappingFileLockException _) {
            // Another thread of this program has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new BindException("another server is starting at " + socketFile);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
