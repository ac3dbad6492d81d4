package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.TransferBench.OLD;
import static robustnet.buffers.TransferBench.content;
import static robustnet.buffers.TransferBench.manifest;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.util.Arrays;

/// What a [FileReceiver] must do about its disk, in the last step above all.
final class DiskChecks {
    private static final byte[] NEW = content(60);
    private static final int HEAD = Manifest.WIRE_BYTES;

    private DiskChecks() {}

    static void forcesWhateverWasThere(TransferBench bench) throws IOException {
        var failure = new IOException("the disk is gone");
        var broken = bench.disk().failsToForce(failure);
        assertThatThrownBy(() -> bench.receive(broken, new MemoryPeer(NEW), new MemoryPeer(NEW)))
                .as("what it threw, when the bytes could not be forced to the disk")
                .isSameAs(failure);
        bench.assertOld();
        assertThat(bench.offsets()).as("connections").hasSize(1);

        bench.leavePart(NEW, NEW);
        var disk = bench.disk();
        bench.receive(disk, new MemoryPeer(NEW));
        assertThat(disk.log).as("what was done to a part that was whole").endsWith("force");
    }

    static void keepsTheOldFileUntilTheLastStep(TransferBench bench) throws IOException {
        var disk = bench.disk().onClose(() -> TransferBench.delete(bench.part(NEW)));
        boolean moved = true;
        try {
            bench.receive(disk, new MemoryPeer(NEW));
        } catch (IOException _) {
            moved = false;
        }
        assertThat(bench.target)
                .as("the file, when the part is gone just before the move; moved: %s", moved)
                .exists()
                .hasBinaryContent(moved ? NEW : OLD);
    }

    static void leavesWhatCannotBeDeleted(TransferBench bench) throws IOException {
        var other = Files.createDirectory(bench.part(content(61)));
        Files.createFile(other.resolve("so that it cannot be deleted"));

        bench.leavePart(content(62), new byte[3]);

        assertThat(bench.receive(new MemoryPeer(NEW))).as("manifest").isEqualTo(manifest(NEW));
        assertThat(bench.target).as("the file").hasBinaryContent(NEW);
        assertThat(PartFiles.all(bench.target)).as("parts that are left").containsExactly(other);
    }

    static void checksWhatIsOnTheDisk(TransferBench bench) throws IOException {
        var part = bench.leavePart(NEW, Arrays.copyOf(NEW, 30));
        var peer = new MemoryPeer(NEW).onAsked(() -> TransferBench.spoil(part, 3));

        assertThatThrownBy(() -> bench.receive(peer), "a byte of the part changes on the disk")
                .isInstanceOf(ProtocolException.class);
        bench.assertOld();
    }

    static void resumesBehind2GiB(TransferBench bench) throws IOException {
        long size = (1L << 31) + 10;
        var manifest = new Manifest(size + 1, "0".repeat(64));
        TransferBench.sparsePart(PartFiles.of(bench.target, manifest), size);
        var peer = new MemoryPeer(manifest.encode(), NEW).endsAfter(HEAD);
        var receiver =
                new FileReceiver(bench.peers(peer), FileReceiver.Disk.local(), Long.MAX_VALUE);

        assertThatThrownBy(() -> receiver.receive(bench.target), "a connection that ends at once")
                .isInstanceOf(EOFException.class);
        assertThat(bench.offsets()).as("where it was asked to begin").containsExactly(size);
    }
}
