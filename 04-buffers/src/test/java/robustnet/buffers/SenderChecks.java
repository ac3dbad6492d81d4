package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.TransferBench.content;
import static robustnet.buffers.TransferBench.manifest;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// What a [FileSender] must do.
final class SenderChecks {
    private SenderChecks() {}

    static void sendsFrom(Path folder, int length, int offset) throws IOException {
        var content = content(length);
        var file = Files.write(folder.resolve("source"), content);
        var peer = StubbornPeer.asking(offset);

        long sent = new FileSender(file, manifest(content)).send(peer);

        assertThat(peer.taken())
                .as("sent of %d bytes from %d: the manifest, then the rest", length, offset)
                .startsWith(manifest(content).encode().array())
                .endsWith(Arrays.copyOfRange(content, offset, length))
                .hasSize(Manifest.WIRE_BYTES + length - offset);
        assertThat(sent).as("the number of bytes that it says it sent").isEqualTo(length - offset);
        assertThat(peer.isOpen()).as("whether the channel is open").isTrue();
    }

    static void rejectsOffset(Path folder, int length, long offset) throws IOException {
        var content = content(length);
        var sender = new FileSender(Files.write(folder.resolve("s"), content), manifest(content));
        var peer = StubbornPeer.asking(offset);

        assertThatThrownBy(() -> sender.send(peer), "offset %d of %d bytes", offset, length)
                .isInstanceOf(ProtocolException.class);
        assertThat(peer.taken()).as("sent: the manifest only").hasSize(Manifest.WIRE_BYTES);
    }

    static void rejectsAnotherSize(Path folder, int size) throws IOException {
        var file = Files.write(folder.resolve("source"), content(100));
        var peer = StubbornPeer.asking(0);
        var sender = new FileSender(file, new Manifest(size, manifest(content(100)).sha256()));

        assertThatThrownBy(() -> sender.send(peer), "100 bytes, %d in the manifest", size)
                .isInstanceOf(IOException.class);
        assertThat(peer.taken()).as("sent").isEmpty();
    }

    static void noticesThatTheFileShrinks(Path folder) throws IOException {
        var content = content(100);
        var file = Files.write(folder.resolve("source"), content);
        var peer = StubbornPeer.asking(0).onRequest(() -> truncate(file, 60));
        var sender = new FileSender(file, manifest(content));

        assertThatThrownBy(() -> sender.send(peer), "100 bytes, of which 40 are cut off meanwhile")
                .isInstanceOf(EOFException.class);
    }

    static void sendsNoMoreThanTheManifest(Path folder) throws IOException {
        var content = content(100);
        var file = Files.write(folder.resolve("source"), content);
        var peer = StubbornPeer.asking(10).onRequest(() -> append(file, 30));

        long sent = new FileSender(file, manifest(content)).send(peer);

        assertThat(sent).as("sent of 100 bytes from 10, when 30 more come meanwhile").isEqualTo(90);
        assertThat(peer.taken()).as("what came").hasSize(Manifest.WIRE_BYTES + 90);
    }

    static void noticesASilentPeer(Path folder) throws IOException {
        var content = content(100);
        var sender = new FileSender(Files.write(folder.resolve("s"), content), manifest(content));

        assertThatThrownBy(
                        () -> sender.send(StubbornPeer.silent()), "a peer that ends in a request")
                .isInstanceOf(EOFException.class);
    }

    /// Of this file only the last bytes take room on the disk.
    static void sendsTheEndOfAVeryLargeFile(Path folder) throws IOException {
        long size = 5L << 30;
        var file = folder.resolve("huge");
        try (var out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.SPARSE,
                        StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap("the end".getBytes()), size - 7);
        }
        var peer = StubbornPeer.asking(size - 7);

        long sent = new FileSender(file, new Manifest(size, "0".repeat(64))).send(peer);

        assertThat(sent).as("sent of 5 GiB, from 7 bytes before the end").isEqualTo(7);
        assertThat(peer.taken()).as("what came").endsWith("the end".getBytes());
    }

    private static void append(Path file, int bytes) {
        try {
            Files.write(file, new byte[bytes], StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path file, long size) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
