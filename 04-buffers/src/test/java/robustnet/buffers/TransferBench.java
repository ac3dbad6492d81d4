package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import robustnet.testkit.Testbed;

/// A folder with an old version of a file in it, and senders of new ones.
final class TransferBench {
    static final byte[] OLD = "the old version".getBytes();

    final Path target;
    private final Queue<MemoryPeer> waiting = new ArrayDeque<>();
    private final List<MemoryPeer> opened = new ArrayList<>();

    TransferBench(Path folder) throws IOException {
        target = Files.write(folder.resolve("report.pdf"), OLD);
    }

    /// The next connections go to these peers; when there are no more, the opener throws.
    FileReceiver.Opener peers(MemoryPeer... peers) {
        waiting.addAll(Arrays.asList(peers));
        return () -> {
            assertOld();
            var peer = waiting.poll();
            if (peer == null) {
                throw new NoMorePeers();
            }
            opened.add(peer);
            return peer;
        };
    }

    /// Receives the target from these peers, and up to a million bytes.
    Manifest receive(MemoryPeer... peers) throws IOException {
        return receive(disk(), peers);
    }

    Manifest receive(FileReceiver.Disk disk, MemoryPeer... peers) throws IOException {
        return new FileReceiver(peers(peers), disk, 1_000_000).receive(target);
    }

    /// A disk that is as it should be, and looks after the old version.
    SpyDisk disk() {
        return new SpyDisk(this::assertOld);
    }

    /// Where each connection was asked to begin.
    List<Long> offsets() {
        return opened.stream().map(MemoryPeer::askedFrom).toList();
    }

    void assertAllClosed() {
        assertThat(opened.stream().filter(MemoryPeer::isOpen).count())
                .as("connections that were left open, of %d", opened.size())
                .isZero();
    }

    void assertOld() {
        assertThat(target)
                .as("the old version, while there is no whole new one")
                .hasBinaryContent(OLD);
    }

    Path part(byte[] content) {
        return PartFiles.of(target, manifest(content));
    }

    /// Leaves a part behind, as a call before would have.
    Path leavePart(byte[] version, byte[] part) throws IOException {
        return Files.write(part(version), part);
    }

    /// Changes a byte of a part behind the receiver's back.
    static void spoil(Path part, int position) {
        try {
            var bytes = Files.readAllBytes(part);
            bytes[position] ^= 1;
            Files.write(part, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A part of this size that takes no room on the disk.
    static void sparsePart(Path part, long size) throws IOException {
        try (var file =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    static byte[] content(int length) {
        var content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + length);
        }
        return content;
    }

    static Manifest manifest(byte[] content) {
        var digest = Manifest.newDigest().digest(content);
        return new Manifest(content.length, HexFormat.of().formatHex(digest));
    }

    /// Serves each connection with this sender, in a thread of its own.
    static InetSocketAddress serve(Testbed bed, FileSender sender) throws IOException {
        var listener = bed.closing(ServerSocketChannel.open());
        listener.bind(new InetSocketAddress(bed.loopback(), 0));
        bed.async(
                () -> {
                    while (true) {
                        var peer = listener.accept();
                        bed.async(() -> serve(sender, peer));
                    }
                });
        return (InetSocketAddress) listener.getLocalAddress();
    }

    private static boolean serve(FileSender sender, SocketChannel peer) throws IOException {
        try (peer) {
            sender.send(peer);
        } catch (IOException _) {
            // the connection was cut
        }
        return true;
    }

    /// Makes a file of this many MiB, in which each 4 KiB tell where they stand.
    static Path largeFile(Path folder, int mebibytes) throws IOException {
        var file = folder.resolve("large");
        var chunk = ByteBuffer.allocate(1 << 20);
        try (var out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < mebibytes; i++) {
                for (int page = 0; page < 1 << 20; page += 4096) {
                    chunk.putLong(page, ((long) i << 20) + page);
                }
                out.write(chunk.clear());
            }
        }
        return file;
    }

    static ByteChannel connect(InetSocketAddress address) throws IOException {
        return SocketChannel.open(address);
    }

    /// The opener's own failure.
    static final class NoMorePeers extends IOException {
        private static final long serialVersionUID = 1L;

        NoMorePeers() {
            super("a connection was opened, and this test has no more of them");
        }
    }
}
