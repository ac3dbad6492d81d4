package robustnet.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk that writes a few bytes a call, may be full at some point, and keeps a log of what was
/// done to it.
final class SpyDisk implements FileReceiver.Disk {
    private static final int BYTES_A_CALL = 5;

    final List<String> log = new ArrayList<>();
    final List<FileChannel> opened = new ArrayList<>();
    private final Runnable onWrite;
    private long room = Long.MAX_VALUE;
    private IOException full;
    private IOException forceFailure;
    private Runnable onClose = () -> {};
    private Object key;

    /// @param onWrite runs before each write and each force
    SpyDisk(Runnable onWrite) {
        this.onWrite = onWrite;
    }

    /// So many bytes fit on it, then each write throws this.
    SpyDisk fullAfter(long bytes, IOException full) {
        room = bytes;
        this.full = full;
        return this;
    }

    /// Each force throws this.
    SpyDisk failsToForce(IOException failure) {
        forceFailure = failure;
        return this;
    }

    /// Runs this when a file has been closed.
    SpyDisk onClose(Runnable action) {
        onClose = action;
        return this;
    }

    /// What the system knows the opened file by, null where it has no such thing.
    Object key() {
        return key;
    }

    @Override
    public FileChannel open(Path part) throws IOException {
        var file = new SpyFile(FileReceiver.Disk.local().open(part));
        key = Files.readAttributes(part, "*").get("fileKey");
        opened.add(file);
        return file;
    }

    private void did(String what) {
        if (log.isEmpty() || !log.getLast().equals(what)) {
            log.add(what);
        }
    }

    /// How many of `n` bytes the next write takes.
    private int allow(int n) throws IOException {
        onWrite.run();
        did("write");
        if (n > 0 && room == 0) {
            throw full;
        }
        int allowed = (int) Math.min(Math.min(n, BYTES_A_CALL), room);
        room -= allowed;
        return allowed;
    }

    private final class SpyFile extends FileChannel {
        private final FileChannel file;

        SpyFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int n = write(source, file.position());
            file.position(file.position() + n);
            return n;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int n = allow(source.remaining());
            file.write(source.slice(source.position(), n), position);
            source.position(source.position() + n);
            return n;
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                if (sources[i].hasRemaining()) {
                    return write(sources[i]);
                }
            }
            return 0;
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count)
                throws IOException {
            var piece = ByteBuffer.allocate(allow((int) Math.min(count, Integer.MAX_VALUE)));
            source.read(piece);
            return file.write(piece.flip(), position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            onWrite.run();
            did("force");
            if (forceFailure != null) {
                throw forceFailure;
            }
            file.force(metaData);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return file.read(targets, offset, length);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target)
                throws IOException {
            return file.transferTo(position, count, target);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            did("write");
            return file.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return file.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
            onClose.run();
        }
    }
}
