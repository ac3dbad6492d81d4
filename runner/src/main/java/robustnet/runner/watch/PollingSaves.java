package robustnet.runner.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks ten times a second whether a file's size or time has changed: for file systems that do not
/// tell.
final class PollingSaves implements Saves {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// A file system's times may be this coarse: until then a second change may not show.
    private static final int COARSE = 20;

    private record Stamp(long size, FileTime time) {}

    private final Path folder;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<Path, Stamp> seen;
    private int uncertain;

    PollingSaves(Path folder) {
        this.folder = folder;
        seen = stamps();
    }

    @Override
    public boolean await(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        do {
            long pause = Math.min(left, PAUSE.toNanos());
            if (closed.await(pause, TimeUnit.NANOSECONDS)) {
                throw new InterruptedException("closed");
            }
            left -= pause;
            var now = stamps();
            if (!now.equals(seen)) {
                seen = now;
                uncertain = COARSE;
                return true;
            }
            if (uncertain > 0 && pause == PAUSE.toNanos()) {
                uncertain--;
                return true;
            }
        } while (left > 0);
        return false;
    }

    private Map<Path, Stamp> stamps() {
        var stamps = new HashMap<Path, Stamp>();
        for (var file : Snapshot.sources(folder)) {
            try {
                stamps.put(file, new Stamp(Files.size(file), Files.getLastModifiedTime(file)));
            } catch (IOException _) {
                // gone since
            }
        }
        return stamps;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
