package robustnet.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import robustnet.testkit.DripInputStream;
import robustnet.testkit.Testbed;

/// What [Transfers] must bear: promises, more bytes than an int counts, and channels that do not
/// wait.
final class TransferChecks {
    private TransferChecks() {}

    static void takesLittleForAPromise() throws Exception {
        var in = new DripInputStream(new byte[1000], 100);

        long allocated =
                Allocations.by(
                        () -> {
                            try {
                                return Transfers.readExactly(in, 100_000_000);
                            } catch (EOFException _) {
                                return null;
                            }
                        });

        assertThat(allocated)
                .as("bytes allocated for 1,000 that came, of 100 million asked for")
                .isLessThan(2 << 20);
    }

    static void writesMoreThanAnIntCounts() throws Exception {
        var memory = ByteBuffer.allocate(1 << 20);
        var buffers = new ByteBuffer[2100];
        Arrays.setAll(buffers, i -> memory.duplicate());
        var channel = MeteredChannel.taking(1 << 30);

        Transfers.writeFully(channel, buffers);

        assertThat(channel.offers())
                .as("bytes offered, 2,100 MiB in all, to a channel that takes 1 GiB a call")
                .containsExactly(2100L << 20, 1076L << 20, 52L << 20);
        assertThat(buffers)
                .as("buffers that still hold something")
                .noneMatch(ByteBuffer::hasRemaining);
    }

    static void refusesANonBlockingSocket(Testbed bed) throws Exception {
        var listener = bed.closing(ServerSocketChannel.open());
        listener.bind(new InetSocketAddress(bed.loopback(), 0));
        var socket = bed.closing(SocketChannel.open(listener.getLocalAddress()));
        socket.configureBlocking(false);
        var source = ByteBuffer.allocate(43);

        assertRefused("writeFully of one", () -> Transfers.writeFully(socket, source));
        assertRefused("writeFully of many", () -> Transfers.writeFully(socket, source, source));

        assertThat(source.position()).as("bytes written to a socket channel").isZero();
    }

    static void neverSpins() {
        var nine = ByteBuffer.allocate(9);

        assertStops("readFully", channel -> Transfers.readFully(channel, nine.slice()));
        assertStops("writeFully of one", channel -> Transfers.writeFully(channel, nine.slice()));
        assertStops(
                "writeFully of many",
                channel -> Transfers.writeFully(channel, nine.slice(0, 4), nine.slice(4, 5)));
    }

    private interface Transfer {
        void with(MeteredChannel channel) throws IOException;
    }

    private static void assertStops(String call, Transfer transfer) {
        var channel = MeteredChannel.stuck(4, 6);

        assertThatThrownBy(
                        () -> transfer.with(channel),
                        "%s, when a call of the channel moves nothing, must throw",
                        call)
                .isInstanceOf(IllegalBlockingModeException.class);
        assertThat(channel.idleCalls())
                .as("calls that moved nothing, in %s: the first one is refused", call)
                .isEqualTo(1);
    }

    static void assertRefused(String call, ThrowingCallable code) {
        assertThatThrownBy(code, "%s, with a channel in non-blocking mode, must throw", call)
                .isInstanceOf(IllegalBlockingModeException.class);
    }
}
