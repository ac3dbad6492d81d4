package robustnet.buffers;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/// Receives a file from a [FileSender], over as many connections as it takes, and puts it under its
/// name when it is whole and not a moment before.
///
/// ```
///   connect ──► manifest ──► the part has n bytes: ask from n ──► append to the part ──► whole?
///      ▲                                                               │                   │
///      └──────── the connection broke, but some bytes came ────────────┘                   ▼
///                                                        SHA-256 right: the part becomes the target
/// ```
///
/// What has come stays in a file beside the target ([PartFiles]), so the next call goes on where
/// this one had to stop, also in another process.
///
/// Immutable; safe for use by many threads if its opener and disk are, and no two of them receive
/// the same target at a time.
public final class FileReceiver {
    /// Opens connections to the sender.
    @FunctionalInterface
    public interface Opener {
        /// Returns a new connection, in blocking mode. It is closed by who asked for it.
        ///
        /// @throws IOException if there is none to be had; whatever should be tried again was
        ByteChannel open() throws IOException;
    }

    /// Opens the files that take what comes.
    @FunctionalInterface
    public interface Disk {
        /// Opens `part` for reading and writing with what is in it, or creates it.
        ///
        /// @throws IOException if that is not possible
        FileChannel open(Path part) throws IOException;

        /// The disk of this machine.
        static Disk local() {
            return part ->
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
        }
    }

    private static final int CHUNK = 1 << 16;

    private final Opener opener;
    private final Disk disk;
    private final long maxBytes;

    /// Creates a receiver.
    ///
    /// @param maxBytes the largest file that it takes, in bytes; 0 or more
    /// @throws IllegalArgumentException if `maxBytes` is negative
    public FileReceiver(Opener opener, Disk disk, long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be 0 or more, not " + maxBytes);
        }
        this.opener = opener;
        this.disk = disk;
        this.maxBytes = maxBytes;
    }

    /// Receives the file that the sender offers, and returns its manifest.
    ///
    /// When this method returns, the target is the offered version, with its size and SHA-256, is
    /// forced to the disk, and no part of it is left, of this version or another; only a part of
    /// another version that cannot be deleted stays, which is no failure. If it throws, the target
    /// is what it was before: the old file, or none. The one gives way to the other in one step:
    /// whoever looks at any moment finds a whole file, the old one or the new one.
    ///
    /// The SHA-256 is that of the bytes on the disk, read back when all have come: also of those
    /// that a call before has left there.
    ///
    /// A connection that breaks (it fails, or ends early) is followed by another at once if it has
    /// brought at least one byte of the file. Of each version that is offered, only what is not
    /// there yet is asked for: the parts of other versions stay until one is whole. What closing a
    /// connection throws changes nothing.
    ///
    /// Waits for the sender as long as the channel does.
    ///
    /// @throws ProtocolException if the sender offers no manifest, or a size above `maxBytes`:
    ///   nothing is written then; or if all has come and the SHA-256 is not the manifest's: the
    ///   part is deleted then
    /// @throws EOFException if a connection ended early without having brought a byte of the file
    /// @throws IOException what a connection threw that broke without having brought a byte; what
    ///   the opener or the disk threw, at once: a full disk is no reason to connect again; and what
    ///   a channel throws, of whatever type, when the thread is interrupted, whose interrupt status
    ///   stays set. In all these cases the part stays for the next call
    public Manifest receive(Path target) throws IOException {
        while (true) {
            var connection = new Connection(opener.open());
            try (connection) {
                return receive(target, connection);
            } catch (Broken e) {
                if (connection.received == 0) {
                    throw e.reason;
                }
            }
        }
    }

    private Manifest receive(Path target, Connection connection) throws IOException {
        var manifest = readManifest(connection);
        var part = PartFiles.of(target, manifest);
        boolean right;
        try (var file = disk.open(part)) {
            append(file, manifest.size(), connection);
            right = sha256(file).equals(manifest.sha256());
            file.force(true); // a name may survive a power failure that the bytes do not
        }
        if (!right) {
            Files.delete(part); // or the next call would go on with it
            throw new ProtocolException("all has come, and its SHA-256 is another");
        }
        var parts = PartFiles.all(target);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        parts.forEach(FileReceiver::deleteIfPossible);
        return manifest;
    }

    private static void deleteIfPossible(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException _) {
            // the new version stands: it is too late to fail, and the next call tries it again
        }
    }

    private Manifest readManifest(Connection connection) throws IOException {
        var bytes = ByteBuffer.allocate(Manifest.WIRE_BYTES);
        while (bytes.hasRemaining()) {
            connection.read(bytes);
        }
        var manifest = Manifest.decode(bytes.flip());
        if (manifest.size() > maxBytes) { // F2: before it costs anything
            throw new ProtocolException(
                    "%d bytes, allowed: %d".formatted(manifest.size(), maxBytes));
        }
        return manifest;
    }

    private static void append(FileChannel file, long size, Connection connection)
            throws IOException {
        if (file.size() > size) {
            file.truncate(0); // not what this version left, so nothing of it is to be trusted
        }
        long position = file.size();
        connection.ask(position);
        var chunk = ByteBuffer.allocate(CHUNK);
        for (; position < size; position += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, size - position));
            connection.received += connection.read(chunk);
            chunk.flip();
            while (chunk.hasRemaining()) { // F5
                file.write(chunk, position + chunk.position());
            }
        }
    }

    private static String sha256(FileChannel file) throws IOException {
        var digest = Manifest.newDigest();
        var chunk = ByteBuffer.allocate(CHUNK);
        for (long position = 0; file.read(chunk.clear(), position) >= 0; ) {
            digest.update(chunk.flip());
            position += chunk.limit();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A connection that tells its own failures from those of the disk.
    private static final class Connection implements AutoCloseable {
        private final ByteChannel channel;

        /// How many bytes of the file have come over it.
        private long received;

        Connection(ByteChannel channel) {
            this.channel = channel;
        }

        void ask(long offset) throws IOException {
            try {
                Transfers.writeFully(channel, ByteBuffer.allocate(Long.BYTES).putLong(0, offset));
            } catch (IOException e) {
                throw broken(e);
            }
        }

        int read(ByteBuffer buffer) throws IOException {
            int n;
            try {
                n = channel.read(buffer);
            } catch (IOException e) {
                throw broken(e);
            }
            if (n < 0) {
                throw new Broken(new EOFException("the connection ended early"));
            }
            return n;
        }

        private static IOException broken(IOException e) {
            // who was interrupted does not connect again
            return Thread.currentThread().isInterrupted() ? e : new Broken(e);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException _) {
                // all that was wanted from it has come, or it is broken anyway
            }
        }
    }

    /// Carries what a connection threw past the code that handles the disk.
    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
        private final IOException reason;

        Broken(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
