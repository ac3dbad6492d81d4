package robustnet.runner.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Is told of changes by the operating system. Folders that come later are watched too, and so is
/// the whole again after it was deleted and made anew.
final class NativeSaves implements Saves {
    /// While the folder is missing there is nothing to be told of.
    private static final Duration MISSING = Duration.ofMillis(200);

    private final Path folder;
    private final WatchService service;

    /// Which folder is watched, as the file system knows it; null if none is.
    private Object identity;

    /// @throws IOException if the system has no such service, or no room for one more watch
    NativeSaves(Path folder) throws IOException {
        this.folder = folder;
        service = folder.getFileSystem().newWatchService();
        try {
            register();
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    @Override
    public boolean await(Duration patience) throws InterruptedException {
        var most = identity == null && MISSING.compareTo(patience) < 0 ? MISSING : patience;
        var key = service.poll(most.toNanos(), TimeUnit.NANOSECONDS);
        boolean changed = key != null;
        boolean folders = false;
        while (key != null) {
            folders |= key.pollEvents().stream().anyMatch(e -> e.kind() != ENTRY_MODIFY);
            folders |= !key.reset();
            key = service.poll();
        }
        boolean another = isAnother();
        if (another || folders) {
            registerIfPossible();
        }
        return changed || another;
    }

    /// Whether another folder has the name now, or none: one that was moved away still tells of
    /// itself.
    private boolean isAnother() {
        try {
            return !identityOf(folder).equals(identity);
        } catch (IOException _) {
            return identity != null;
        }
    }

    private void registerIfPossible() {
        try {
            register();
        } catch (IOException _) {
            identity = null; // next time
        }
    }

    /// Watching what is watched already changes nothing.
    private void register() throws IOException {
        if (!Files.isDirectory(folder)) {
            identity = null;
            return;
        }
        var now = identityOf(folder);
        try (var all = Files.walk(folder)) {
            for (var each : (Iterable<Path>) all.filter(Files::isDirectory)::iterator) {
                each.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        identity = now;
    }

    private static Object identityOf(Path folder) throws IOException {
        var key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        return key == null ? folder : key; // Windows has none
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException _) {
            // It watches no more either way.
        }
    }
}
