package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.Faults.Ending;
import robustnet.testkit.Testbed;
import robustnet.testkit.Waiter;

/// What a file transfer must do over real connections.
final class WireChecks {
    private static final int MEBIBYTES = 96;

    /// Of [TransferBench#largeFile], so that no test has to read it for that.
    private static final String LARGE_SHA256 =
            "744d62ab1da42357ed431f47a10335783dba72a02d8d9cdacb2f014a894b21db";

    private static final long[] CUTS = {20_000_000, 3, 31_000_000, 12_345_678, 7_000_001};

    private WireChecks() {}

    static void receivesALargeFile(Testbed bed, TransferBench bench, Path folder) throws Exception {
        var source = TransferBench.largeFile(folder, MEBIBYTES);
        var manifest = new Manifest(Files.size(source), LARGE_SHA256);
        var address = TransferBench.serve(bed, new FileSender(source, manifest));
        var proxy = bed.closing(FaultProxy.start(address, bed.random()));
        var connects = new AtomicInteger();
        FileReceiver.Opener cut =
                () -> {
                    bench.assertOld();
                    int n = connects.getAndIncrement();
                    long limit = n < CUTS.length ? Manifest.WIRE_BYTES + CUTS[n] : Long.MAX_VALUE;
                    proxy.serverToClient().limitData(limit, Ending.FIN);
                    return TransferBench.connect(proxy.address());
                };

        new FileReceiver(cut, FileReceiver.Disk.local(), 1 << 30).receive(bench.target);

        assertThat(Files.mismatch(source, bench.target))
                .as("where the file that came differs from the one that was sent, -1 for nowhere")
                .isEqualTo(-1);
        assertThat(connects.get()).as("connections for 5 cuts").isEqualTo(6);
        assertThat(proxy.serverToClient().bytes())
                .as("bytes that came over 6 connections: 6 manifests and the file, once")
                .isEqualTo(manifest.size() + 6 * Manifest.WIRE_BYTES);
    }

    static void endsWhenInterrupted(Testbed bed, TransferBench bench) throws Exception {
        var content = TransferBench.content(60);
        var server =
                bed.serve(
                        peer -> {
                            peer.send(TransferBench.manifest(content).encode().array());
                            peer.receive(Long.BYTES);
                            peer.send(Arrays.copyOf(content, 10));
                            peer.expectEnd();
                        });
        var connects = new AtomicInteger();
        var connection = new Counting();
        FileReceiver.Opener opener =
                () -> {
                    connects.incrementAndGet();
                    return connection.to(TransferBench.connect(server.address()));
                };
        var receiver = new FileReceiver(opener, bench.disk(), 1000);
        var interrupted = new AtomicBoolean();
        var call =
                Waiter.start(
                        bed,
                        "receiver",
                        () -> {
                            try {
                                return receiver.receive(bench.target);
                            } finally {
                                interrupted.set(Thread.currentThread().isInterrupted());
                            }
                        });
        int come = Manifest.WIRE_BYTES + 10;
        Waiter.until("10 bytes of the file come", () -> connection.readFrom() == come);

        assertThat(call.interrupt().failure()).as("what it threw").isInstanceOf(IOException.class);
        assertThat(interrupted).as("the interrupt status").isTrue();
        assertThat(connects.get()).as("connections").isEqualTo(1);
        bench.assertOld();
    }

    /// Sockets and TLS throw other types than channels do.
    static void endsWhateverTheInterruptThrows(Testbed bed, TransferBench bench) throws Exception {
        var content = TransferBench.content(60);
        var closed = new SocketException("closed by interrupt");
        var first =
                new MemoryPeer(content)
                        .failsAfter(Manifest.WIRE_BYTES + 10, closed)
                        .onFailure(() -> Thread.currentThread().interrupt());
        var call =
                Waiter.start(bed, "receiver", () -> bench.receive(first, new MemoryPeer(content)));

        assertThat(call.failure())
                .as("what it threw, when a read failed as its thread was interrupted")
                .isSameAs(closed);
        assertThat(bench.offsets()).as("connections").hasSize(1);
    }

    /// A connection that knows how many bytes had been read from it when the latest read began.
    private static final class Counting implements ByteChannel {
        private final AtomicInteger readFrom = new AtomicInteger();
        private int bytes;
        private ByteChannel channel;

        Counting to(ByteChannel channel) {
            this.channel = channel;
            return this;
        }

        int readFrom() {
            return readFrom.get();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            readFrom.set(bytes);
            int n = channel.read(target);
            bytes += n;
            return n;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
