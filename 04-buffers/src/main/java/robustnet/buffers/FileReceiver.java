package robustnet.buffers;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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

    /// Creates a receiver.
    ///
    /// @param maxBytes the largest file that it takes, in bytes; 0 or more
    /// @throws IllegalArgumentException if `maxBytes` is negative
    public FileReceiver(Opener opener, Disk disk, long maxBytes) {
        throw new UnsupportedOperationException("TODO 4.6: keep the settings");
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
        throw new UnsupportedOperationException(
                "TODO 4.6: receive it whole, or leave all as it was");
    }
}
