package robustnet.runner.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Watches a chapter's sources on a thread of its own, and tells the loop of each save.
final class SaveWatch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /// File systems on which the other side's changes are not told to this one.
    private static final Set<String> SILENT =
            Set.of(
                    "9p",
                    "v9fs",
                    "drvfs",
                    "wslfs",
                    "nfs",
                    "nfs4",
                    "cifs",
                    "smb3",
                    "smbfs",
                    "afpfs",
                    "vboxsf",
                    "virtiofs",
                    "osxfs",
                    "fuse.sshfs",
                    "fuse.grpcfuse",
                    "fakeowner");

    private final Thread thread;

    private SaveWatch(Saves saves, Path folder, Consumer<Event> sink) {
        // Before the thread runs: what is saved from here on is news.
        var settling = new Settling(saves, () -> Snapshot.of(folder), System::nanoTime);
        thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("saves")
                        .start(
                                () -> {
                                    try (saves) {
                                        watch(settling, sink);
                                    }
                                });
    }

    /// Begins to watch.
    ///
    /// @param poll whether to look instead of being told
    /// @param sink takes saves, and a word if the system cannot tell of them; called by the thread
    static SaveWatch start(Path folder, boolean poll, Consumer<Event> sink) {
        var saves =
                poll || isSilent(folder)
                        ? new PollingSaves(folder)
                        : told(folder, NativeSaves::new, sink);
        return new SaveWatch(saves, folder, sink);
    }

    /// How the system is asked to tell.
    @FunctionalInterface
    interface Native {
        Saves watch(Path folder) throws IOException;
    }

    /// Told by the system if that can be had: it has only so many watches for all programs.
    static Saves told(Path folder, Native system, Consumer<Event> sink) {
        try {
            return system.watch(folder);
        } catch (IOException | UnsupportedOperationException e) {
            sink.accept(
                    new Event.Said(
                            "The system does not tell of saves (%s): looking ten times a second instead."
                                    .formatted(e.getMessage())));
            return new PollingSaves(folder);
        }
    }

    private static boolean isSilent(Path folder) {
        // The JDK has nothing native on macOS: it looks every two seconds, which is too long.
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return true;
        }
        try {
            return SILENT.contains(Files.getFileStore(folder).type().toLowerCase(Locale.ROOT));
        } catch (IOException _) {
            return false;
        }
    }

    private static void watch(Settling settling, Consumer<Event> sink) {
        try {
            while (true) {
                var changed = settling.next(PATIENCE);
                if (!changed.isEmpty()) {
                    sink.accept(new Event.Saved(changed, settling.noticed()));
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /// Ends it. What it was about to tell may still come.
    @Override
    public void close() {
        thread.interrupt();
    }
}
