package robustnet.runner.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import robustnet.runner.course.CourseException;

/// The right to change what lies in the course's folder, for one thread of one process at a time:
/// `./learn` may watch in one terminal while a command runs in another. Held for milliseconds, and
/// gone with its process however that ends. Where the file system knows no locks it keeps only the
/// threads of this process apart.
final class CourseLock implements AutoCloseable {
    /// A process's locks on a file are all gone when it closes the file once, so its threads must
    /// wait for one another before they open it.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final FileChannel channel;

    private CourseLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits for the lock, at most 10 s. Not to be taken twice by one thread.
    ///
    /// @throws CourseException if another process has not let go by then, or the folder cannot be
    ///   written to
    static CourseLock take(Path root) {
        THREADS.lock();
        FileChannel channel = null;
        try {
            var file = Files.createDirectories(root.resolve(".learn")).resolve("lock");
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            await(channel);
            return new CourseLock(channel);
        } catch (IOException | RuntimeException e) {
            release(channel);
            throw e instanceof CourseException known
                    ? known
                    : new CourseException(
                            "Cannot write in " + root.resolve(".learn") + ": " + e.getMessage(), e);
        }
    }

    private static void await(FileChannel channel) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        while (!tryLock(channel)) {
            if (System.nanoTime() - end > 0) {
                throw new CourseException(
                        "Another ./learn has been changing files of this course for 10 s. Wait for it or end it; nothing was changed.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean tryLock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException _) {
            return true; // no locks here: whole files must do
        }
    }

    @Override
    public void close() {
        release(channel);
    }

    private static void release(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // the lock is gone with the channel either way
        } finally {
            THREADS.unlock();
        }
    }
}
