package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.buffers.TransferBench.OLD;
import static robustnet.buffers.TransferBench.content;
import static robustnet.buffers.TransferBench.manifest;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;

@Exercise(
        id = "4.6",
        title = "File transfer",
        level = 3,
        minutes = 75,
        edit = {FileSender.class, FileReceiver.class})
class FileTransferTest {
    private static final byte[] NEW = content(60);
    private static final int HEAD = Manifest.WIRE_BYTES;

    @TempDir private Path folder;
    private TransferBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new TransferBench(folder);
    }

    @Test
    @DisplayName("the sender sends its manifest, and the bytes from where they are wanted (F5)")
    void sendsFromTheOffset() throws Exception {
        SenderChecks.sendsFrom(folder, 100, 0);
        SenderChecks.sendsFrom(folder, 100, 1);
        SenderChecks.sendsFrom(folder, 100, 99);
        SenderChecks.sendsFrom(folder, 100, 100);
        SenderChecks.sendsFrom(folder, 0, 0);
        SenderChecks.sendsFrom(folder, 100_000, 33);
    }

    @Test
    @DisplayName("the end of a file of 5 GiB is sent without reading the rest")
    void sendsTheEndOfAVeryLargeFile() throws Exception {
        SenderChecks.sendsTheEndOfAVeryLargeFile(folder);
    }

    @Test
    @DisplayName("the sender rejects an offset outside the file, before it sends anything of it")
    void rejectsAnOffsetOutside() throws Exception {
        for (long offset : new long[] {-1, 101, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
            SenderChecks.rejectsOffset(folder, 100, offset);
        }
        SenderChecks.noticesASilentPeer(folder);
    }

    @Test
    @DisplayName(
            "a file that is not the manifest's is not sent, and one that shrinks is no loop (F5)")
    void noticesAnotherFile() throws Exception {
        SenderChecks.rejectsAnotherSize(folder, 99);
        SenderChecks.rejectsAnotherSize(folder, 101);
        SenderChecks.noticesThatTheFileShrinks(folder);
    }

    @Test
    @DisplayName("of a file that grows meanwhile, only the manifest's bytes are sent")
    void sendsNoMoreThanTheManifest() throws Exception {
        SenderChecks.sendsNoMoreThanTheManifest(folder);
    }

    @Test
    @DisplayName("a whole file takes the place of the old one, and leaves no part behind")
    void receivesAFile() throws Exception {
        assertThat(bench.receive(new MemoryPeer(NEW))).as("manifest").isEqualTo(manifest(NEW));

        assertReceived(NEW);
        Files.write(bench.target, OLD);
        bench.receive(new MemoryPeer(new byte[0]));
        assertReceived(new byte[0]);
    }

    @Test
    @DisplayName("wherever it is cut, by an end or a failure, it goes on from there (F5)")
    void resumesWhereItWasCut() throws Exception {
        for (int cut = 1; cut < NEW.length; cut += 3) {
            var first = new MemoryPeer(NEW);
            if (cut % 2 == 0) {
                first.endsAfter(HEAD + cut);
            } else {
                first.failsAfter(HEAD + cut, new SocketException("reset"));
            }
            var again = new TransferBench(Files.createDirectory(folder.resolve("cut " + cut)));

            again.receive(first, new MemoryPeer(NEW));

            assertThat(again.target).as("the file, cut after %d bytes", cut).hasBinaryContent(NEW);
            assertThat(again.offsets())
                    .as("where the two connections were asked to begin, cut after %d bytes", cut)
                    .containsExactly(0L, (long) cut);
        }
    }

    @Test
    @DisplayName("a connection that brings nothing ends it, and the next call goes on")
    void givesUpWithoutProgress() throws Exception {
        var reset = new SocketException("reset");
        var first = new MemoryPeer(NEW).endsAfter(HEAD + 10);

        assertThatThrownBy(() -> bench.receive(first, new MemoryPeer(NEW).failsAfter(HEAD, reset)))
                .as("a connection that is reset before it brought a byte")
                .isSameAs(reset);
        bench.assertOld();
        for (int cut : new int[] {0, 1, HEAD - 1, HEAD}) {
            assertThatThrownBy(
                            () -> bench.receive(new MemoryPeer(NEW).endsAfter(cut)),
                            "a connection that ends after %d bytes of the manifest",
                            cut)
                    .isInstanceOf(EOFException.class);
        }
        bench.receive(new MemoryPeer(NEW));

        assertReceived(NEW);
        assertThat(bench.offsets().getLast()).as("where the last one began").isEqualTo(10);
    }

    @Test
    @DisplayName("a SHA-256 that is another leaves the old file, and nothing to go on with")
    void rejectsAnotherDigest() throws Exception {
        var wrong = NEW.clone();
        wrong[17] ^= 1;
        var liar = new MemoryPeer(manifest(NEW).encode(), wrong).endsAfter(HEAD + 20);
        var second = new MemoryPeer(NEW);

        assertThatThrownBy(() -> bench.receive(liar, second), "60 bytes, of which one is wrong")
                .isInstanceOf(ProtocolException.class);
        bench.assertOld();
        assertThat(bench.part(NEW)).as("the part with a wrong byte").doesNotExist();
        bench.receive(new MemoryPeer(NEW));
        assertThat(bench.offsets()).as("where they began").containsExactly(0L, 20L, 0L);
    }

    @Test
    @DisplayName("a disk that is full leaves the old file, and is no reason to connect again")
    void stopsAtAFullDisk() throws Exception {
        var full = new IOException("no space left");
        var disk = bench.disk().fullAfter(33, full);

        assertThatThrownBy(() -> bench.receive(disk, new MemoryPeer(NEW), new MemoryPeer(NEW)))
                .as("what it threw on a disk with room for 33 bytes of 60")
                .isSameAs(full);
        bench.assertOld();
        assertThat(bench.offsets()).as("connections").hasSize(1);
        bench.assertAllClosed();
        assertThat(disk.opened.stream().filter(file -> file.isOpen()).count())
                .as("files left open, of %d", disk.opened.size())
                .isZero();

        bench.receive();
        assertReceived(NEW);
        assertThat(bench.offsets().getLast()).as("where the next call began").isEqualTo(33);
    }

    @Test
    @DisplayName("the bytes are on the disk before they get the name, in one step")
    void movesInOneStep() throws Exception {
        var disk = bench.disk();

        bench.receive(disk, new MemoryPeer(NEW));

        assertThat(disk.log).as("what was done to the part").endsWith("write", "force");
        assertThat(Files.readAttributes(bench.target, "*").get("fileKey"))
                .as("the file that has the name now: the part itself, no copy of it")
                .isEqualTo(disk.key());
    }

    @Test
    @DisplayName("a part that was whole before is forced as well, and a force that fails is an end")
    void forcesWhateverWasThere() throws Exception {
        DiskChecks.forcesWhateverWasThere(bench);
    }

    @Test
    @DisplayName("a disk that takes only a part of each write gets every byte (F5)")
    void writesAllToTheDisk() throws Exception {
        bench.receive(bench.disk(), new MemoryPeer(NEW));
        assertThat(bench.target).as("the file, 5 bytes a write").hasBinaryContent(NEW);
    }

    @Test
    @DisplayName("whatever goes wrong in the last step, there is a whole file, the old or the new")
    void keepsTheOldFileUntilTheLastStep() throws Exception {
        DiskChecks.keepsTheOldFileUntilTheLastStep(bench);
    }

    @Test
    @DisplayName("a part of another version that cannot be deleted is no failure")
    void leavesWhatCannotBeDeleted() throws Exception {
        DiskChecks.leavesWhatCannotBeDeleted(bench);
    }

    @Test
    @DisplayName("the SHA-256 is that of the bytes on the disk")
    void checksWhatIsOnTheDisk() throws Exception {
        DiskChecks.checksWhatIsOnTheDisk(bench);
    }

    @Test
    @DisplayName("what closing a connection throws changes nothing")
    void survivesAFailingClose() throws Exception {
        var reset = new IOException("reset");
        var first = new MemoryPeer(NEW).endsAfter(HEAD + 20).failsToClose(reset);
        bench.receive(first, new MemoryPeer(NEW).failsToClose(reset));
        assertReceived(NEW);
    }

    @Test
    @DisplayName("a part of more than 2 GiB is gone on with")
    void resumesBehind2GiB() throws Exception {
        DiskChecks.resumesBehind2GiB(bench);
    }

    @Test
    @DisplayName("the part of another version is not gone on with, and is gone in the end")
    void tellsVersionsApart() throws Exception {
        var other = content(61);
        bench.leavePart(other, Arrays.copyOf(other, 30));
        var notes = Files.writeString(folder.resolve("report.pdf.notes.part"), "mine");

        bench.receive(new MemoryPeer(NEW));

        assertThat(bench.offsets()).as("where it began").containsExactly(0L);
        assertReceived(NEW);
        assertThat(notes).as("a file that only looks like a part").exists();
    }

    @Test
    @DisplayName("the sender may have another version after a break")
    void takesTheVersionThatIsOffered() throws Exception {
        var newer = content(70);
        bench.receive(new MemoryPeer(NEW).endsAfter(HEAD + 40), new MemoryPeer(newer));

        assertThat(bench.offsets()).as("where they began").containsExactly(0L, 0L);
        assertReceived(newer);
    }

    @Test
    @DisplayName("the part of a version stays while another one is not whole")
    void keepsOtherPartsUntilOneIsWhole() throws Exception {
        bench.receive(
                new MemoryPeer(NEW).endsAfter(HEAD + 40),
                new MemoryPeer(content(70)).endsAfter(HEAD + 20),
                new MemoryPeer(NEW));

        assertThat(bench.offsets()).as("where they began").containsExactly(0L, 0L, 40L);
        assertReceived(NEW);
    }

    @Test
    @DisplayName("a part that is whole is not sent again, and one that is too long is not trusted")
    void looksAtTheLengthOfThePart() throws Exception {
        bench.leavePart(NEW, NEW);
        bench.receive(new MemoryPeer(NEW));
        assertReceived(NEW);

        Files.write(bench.target, OLD);
        bench.leavePart(NEW, Arrays.copyOf(NEW, 65));
        bench.receive(new MemoryPeer(NEW));
        assertReceived(NEW);
        assertThat(bench.offsets()).as("where they began").containsExactly(60L, 0L);
    }

    @Test
    @DisplayName("a size above the limit is rejected before anything is written (F2)")
    void checksTheSize() throws Exception {
        var digest = manifest(NEW).sha256();
        for (long size : new long[] {1_000_001, Long.MAX_VALUE, 1L << 32}) {
            var offer = new Manifest(size, digest).encode();
            assertRejected(new MemoryPeer(offer, NEW), "a size of " + size);
        }
        var negative = manifest(NEW).encode().putLong(4, -1);
        assertRejected(new MemoryPeer(negative, NEW), "a size of -1");
        assertRejected(new MemoryPeer(ByteBuffer.allocate(HEAD), NEW), "no manifest");

        var exact = new FileReceiver(bench.peers(new MemoryPeer(NEW)), bench.disk(), 60);
        assertThat(exact.receive(bench.target).size()).as("60 bytes of at most 60").isEqualTo(60);
        assertThatThrownBy(() -> new FileReceiver(bench.peers(), bench.disk(), -1), "-1 bytes")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("what comes behind the last byte is not the file's")
    void endsAtTheSize() throws Exception {
        bench.receive(new MemoryPeer(manifest(NEW).encode(), Arrays.copyOf(NEW, 90)));
        assertReceived(NEW);
    }

    @Test
    @DisplayName("what the opener throws ends it at once")
    void leavesRetriesToTheOpener() {
        assertThatThrownBy(bench::receive, "an opener that throws")
                .isInstanceOf(TransferBench.NoMorePeers.class);
        assertThatThrownBy(() -> bench.receive(new MemoryPeer(NEW).endsAfter(HEAD + 9)))
                .as("an opener that throws at the second connection")
                .isInstanceOf(TransferBench.NoMorePeers.class);
        bench.assertOld();
    }

    @Test
    @DisplayName("an interrupt ends it, whatever has come, and connects no more")
    void endsWhenInterrupted(Testbed bed) throws Exception {
        WireChecks.endsWhenInterrupted(bed, bench);
        WireChecks.endsWhateverTheInterruptThrows(bed, new TransferBench(folder));
    }

    @Test
    @TimeLimit(seconds = 40)
    @DisplayName("100 MB over a line that is cut five times arrive, none of them twice (F5)")
    void receivesALargeFile(Testbed bed) throws Exception {
        WireChecks.receivesALargeFile(bed, bench, folder);
    }

    private void assertRejected(MemoryPeer peer, String what) {
        assertThatThrownBy(() -> bench.receive(peer), what).isInstanceOf(ProtocolException.class);
        bench.assertOld();
        assertThat(folder.toFile().list()).as("files, after " + what).containsExactly("report.pdf");
    }

    private void assertReceived(byte[] content) throws IOException {
        assertThat(bench.target).as("the file").hasBinaryContent(content);
        assertThat(PartFiles.all(bench.target)).as("parts that were left").isEqualTo(List.of());
        bench.assertAllClosed();
    }
}
