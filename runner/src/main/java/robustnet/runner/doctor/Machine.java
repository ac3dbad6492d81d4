package robustnet.runner.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the doctor asks the platform: a test answers in its place.
public interface Machine {
    /// The operating systems that answer differently.
    enum Os {
        LINUX,
        MACOS,
        WINDOWS
    }

    Os os();

    /// The course's folder.
    Path root();

    /// A system property; empty if it is not set.
    String property(String name);

    /// An environment variable; empty if it is not set.
    String env(String name);

    /// The content of a text file, or nothing where it cannot be read.
    Optional<String> file(Path file);

    /// What a command prints, standard output and error together, or nothing where there is no such
    /// command, it fails, or it takes longer than `limit`; then it is killed.
    ///
    /// @throws InterruptedException if interrupted; the command is killed
    Optional<String> run(Duration limit, String... command) throws InterruptedException;

    /// How many files and sockets a process may have open; negative where there is no such limit.
    long maxFiles();

    /// The space left for the course's folder, in bytes.
    ///
    /// @throws IOException if it cannot be asked
    long freeBytes() throws IOException;
}
