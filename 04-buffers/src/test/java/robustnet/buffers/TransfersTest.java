package robustnet.buffers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.CountingInputStream;
import robustnet.testkit.DripChannel;
import robustnet.testkit.DripInputStream;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;

@Exercise(id = "4.1", title = "Exact transfers", level = 2, minutes = 25, edit = Transfers.class)
class TransfersTest {
    private static final byte[] TEXT =
            "the quick brown fox jumps over the lazy dog".getBytes(UTF_8);

    @Test
    @DisplayName("exactly n bytes are read from a stream, however few come at a time (B1)")
    void readsExactly() throws Exception {
        for (int atATime = 1; atATime <= TEXT.length; atATime++) {
            var in = new DripInputStream(TEXT, atATime);

            assertThat(Transfers.readExactly(in, 9))
                    .asString(UTF_8)
                    .as("the first 9 bytes, of a stream that gives %d a read", atATime)
                    .isEqualTo("the quick");
            assertThat(Transfers.readExactly(in, 10))
                    .asString(UTF_8)
                    .as("the next 10 bytes, of a stream that gives %d a read", atATime)
                    .isEqualTo(" brown fox");
        }
    }

    @Test
    @DisplayName("not one byte more than n is taken from a stream")
    void readsNothingBeyond() throws Exception {
        var in = CountingInputStream.endless(TEXT);

        Transfers.readExactly(in, 100_000);

        assertThat(in.bytesRead()).as("bytes taken for 100,000").isEqualTo(100_000);
        assertThat(in.isClosed()).as("the stream was closed").isFalse();
    }

    @Test
    @DisplayName("for no bytes a stream is not read, and fewer than none are refused")
    void readsNothingForNothing() throws Exception {
        var in = CountingInputStream.of(new byte[0]);

        assertThat(Transfers.readExactly(in, 0)).as("0 bytes of an ended stream").isEmpty();
        assertThatThrownBy(() -> Transfers.readExactly(in, -1), "-1 bytes")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a stream that ends early is an EOFException that says how far it came (B1)")
    void saysHowFarAStreamCame() {
        for (int came : new int[] {0, 1, 17, 42}) {
            var in = new DripInputStream(Arrays.copyOf(TEXT, came), 13);

            assertThatThrownBy(() -> Transfers.readExactly(in, 43), "%d of 43 bytes", came)
                    .isInstanceOf(EOFException.class)
                    .hasMessageMatching("(?s).*\\b%d\\b.*".formatted(came))
                    .hasMessageMatching("(?s).*\\b43\\b.*");
        }
    }

    @Test
    @DisplayName("memory grows with what has come, not with what was asked for")
    void takesMemoryForWhatHasCome() {
        var in = new DripInputStream(TEXT, 13);

        assertThatThrownBy(
                        () -> Transfers.readExactly(in, Integer.MAX_VALUE - 8),
                        "2 GiB asked of a stream of 43 bytes: its end, and not the end of memory")
                .isInstanceOf(EOFException.class);
    }

    @Test
    @DisplayName("a thousand bytes of 100 million cost no more than 2 MiB")
    void takesLittleForAPromise() throws Exception {
        TransferChecks.takesLittleForAPromise();
    }

    @Test
    @DisplayName("what a stream throws comes out as it is")
    void passesTheStreamsFailureOn() {
        for (var failure : List.of(new SocketTimeoutException(), new SocketException("reset"))) {
            var in =
                    new InputStream() {
                        private int given;

                        @Override
                        public int read() throws IOException {
                            if (given++ == 5) throw failure;
                            return 'x';
                        }

                        @Override
                        public int read(byte[] bytes, int offset, int length) throws IOException {
                            bytes[offset] = (byte) read();
                            return 1;
                        }
                    };
            assertThatThrownBy(() -> Transfers.readExactly(in, 10), "after 5 of 10 bytes")
                    .isSameAs(failure);
        }
    }

    @Test
    @DisplayName("a buffer is filled from its position to its limit, of any kind (B1)")
    void fillsABuffer() throws Exception {
        for (var whole : List.of(ByteBuffer.allocate(60), ByteBuffer.allocateDirect(60))) {
            for (int atATime = 1; atATime <= 40; atATime++) {
                var buffer = whole.slice(5, 50).order(ByteOrder.LITTLE_ENDIAN);
                buffer.limit(43).position(3);
                var channel = new DripChannel(TEXT, atATime);

                Transfers.readFully(channel, buffer);

                var what = "%d bytes a read into %s".formatted(atATime, buffer);
                assertThat(buffer.position()).as("the position after %s", what).isEqualTo(43);
                assertThat(buffer.limit()).as("the limit after %s", what).isEqualTo(43);
                assertThat(buffer.flip().position(3))
                        .as("the bytes after %s", what)
                        .isEqualTo(ByteBuffer.wrap(TEXT, 0, 40));
                assertThat(channel.unread()).as("bytes left unread, of 43").isEqualTo(3);
                assertThat(channel.isOpen()).as("the channel is open").isTrue();
            }
        }
    }

    @Test
    @DisplayName("a full buffer is done, without a read that would give 0 for ever (F6)")
    void leavesAFullBuffer() throws Exception {
        var full = ByteBuffer.allocate(8).position(8);
        for (var channel : List.of(new DripChannel(TEXT, 13), new DripChannel(new byte[0], 13))) {
            Transfers.readFully(channel, full);

            assertThat(channel.calls()).as("reads for a buffer that is full").isZero();
        }
        assertThat(full.position()).as("its position").isEqualTo(8);
    }

    @Test
    @DisplayName("a channel that ends early is an EOFException that says how far it came (B1)")
    void saysHowFarAChannelCame() {
        for (int came : new int[] {0, 1, 17, 42}) {
            var channel = new DripChannel(Arrays.copyOf(TEXT, came), 13);
            var buffer = ByteBuffer.allocate(50).position(7);

            assertThatThrownBy(() -> Transfers.readFully(channel, buffer), "%d of 43 bytes", came)
                    .isInstanceOf(EOFException.class)
                    .hasMessageMatching("(?s).*\\b%d\\b.*".formatted(came))
                    .hasMessageMatching("(?s).*\\b43\\b.*");
            assertThat(buffer.position() - 7).as("bytes put into the buffer").isEqualTo(came);
        }
    }

    @Test
    @DisplayName("all of a buffer is written to a channel that takes a part of it a call (F5)")
    void writesAllOfABuffer() throws Exception {
        for (int atATime = 1; atATime <= TEXT.length; atATime++) {
            var channel = new DripChannel(new byte[0], atATime);
            var buffer = ByteBuffer.wrap(TEXT).position(4).limit(25);

            Transfers.writeFully(channel, buffer);

            assertThat(channel.written())
                    .asString(UTF_8)
                    .as("written, %d bytes a call", atATime)
                    .isEqualTo("quick brown fox jumps");
            assertThat(buffer.position()).as("the position").isEqualTo(25);
            assertThat(channel.isOpen()).as("the channel is open").isTrue();
        }
    }

    @Test
    @DisplayName("all of many buffers is written, whichever of them a call stops in (F5)")
    void writesAllOfManyBuffers() throws Exception {
        for (int atATime = 1; atATime <= TEXT.length; atATime++) {
            var channel = new DripChannel(new byte[0], atATime);
            var buffers = pieces(0, 4, 4, 4, 20, 30, 30, TEXT.length, TEXT.length);
            var given = buffers.clone();

            Transfers.writeFully(channel, buffers);

            assertThat(channel.written())
                    .asString(UTF_8)
                    .as("written, %d bytes a call", atATime)
                    .isEqualTo(new String(TEXT, UTF_8));
            for (int i = 0; i < given.length; i++) {
                assertThat(buffers[i]).as("element %d of the array", i).isSameAs(given[i]);
            }
            assertThat(buffers)
                    .as("buffers that still hold something")
                    .noneMatch(ByteBuffer::hasRemaining);
            assertThat(channel.isOpen()).as("the channel is open").isTrue();
        }
    }

    @Test
    @DisplayName("a real channel gets 3,000 buffers, more than it takes in one call (F5)")
    void writesMoreBuffersThanACallTakes(Testbed bed) throws Exception {
        var pipe = open(bed);
        var buffers = new ByteBuffer[3000];
        Arrays.setAll(buffers, i -> ByteBuffer.allocate(4).putInt(0, i));
        var received = ByteBuffer.allocate(12_000);
        var reader =
                bed.async(
                        () -> {
                            while (pipe.source().read(received) > 0) {}
                            return null;
                        });

        Transfers.writeFully(pipe.sink(), buffers);
        pipe.sink().close();

        reader.join();
        assertThat(received.position()).as("bytes that came, of 12,000").isEqualTo(12_000);
        for (int i = 0; i < 3000; i++) {
            assertThat(received.getInt(4 * i)).as("the content of buffer %d", i).isEqualTo(i);
        }
    }

    @Test
    @DisplayName("each call is offered all that is left, of all buffers")
    void offersAllThatIsLeft() throws Exception {
        var channel = MeteredChannel.taking(13);

        Transfers.writeFully(channel, pieces(0, 20, 20, 40, TEXT.length));

        assertThat(channel.offers())
                .as("bytes offered to a channel that takes 13 a call, call for call")
                .containsExactly(43L, 30L, 17L, 4L);
    }

    @Test
    @DisplayName("more than 2 GiB are written, and offered, in 2,100 buffers (F3)")
    void writesMoreThanAnIntCounts() throws Exception {
        TransferChecks.writesMoreThanAnIntCounts();
    }

    @Test
    @DisplayName("nothing to write is written at once")
    void writesNothing() throws Exception {
        var channel = new DripChannel(new byte[0], 13);

        assertThatCode(
                        () -> {
                            Transfers.writeFully(channel);
                            Transfers.writeFully(channel, pieces(5, 5, 5));
                            Transfers.writeFully(channel, ByteBuffer.allocate(0));
                        })
                .as("no buffers, two empty ones, an empty one")
                .doesNotThrowAnyException();
        assertThat(channel.written()).as("written").isEmpty();
    }

    @Test
    @DisplayName("what a channel throws comes out as it is, and the positions tell how far it came")
    void passesTheChannelsFailureOn() throws Exception {
        var failure = new IOException("broken");
        var buffers = pieces(0, 20, 30, TEXT.length);
        var single = ByteBuffer.wrap(TEXT);
        var target = ByteBuffer.allocate(43);

        assertFails(failure, () -> Transfers.writeFully(broken(failure), buffers));
        assertFails(failure, () -> Transfers.writeFully(broken(failure), single));
        assertFails(failure, () -> Transfers.readFully(broken(failure), target));

        assertThat(Stream.of(buffers).map(ByteBuffer::remaining))
                .as("what remains in buffers of 20, 10 and 13 after 25 bytes")
                .containsExactly(0, 5, 13);
        assertThat(single.position()).as("the position after 25 bytes written").isEqualTo(25);
        assertThat(target.position()).as("the position after 25 bytes read").isEqualTo(25);
    }

    @Test
    @DisplayName("a channel in non-blocking mode is refused before anything is moved")
    void refusesNonBlockingMode(Testbed bed) throws Exception {
        var pipe = open(bed);
        pipe.sink().write(ByteBuffer.wrap(TEXT));
        pipe.sink().configureBlocking(false);
        pipe.source().configureBlocking(false);
        var target = ByteBuffer.allocate(20);
        var source = ByteBuffer.wrap(TEXT);
        var more = ByteBuffer.wrap(TEXT);

        TransferChecks.assertRefused("readFully", () -> Transfers.readFully(pipe.source(), target));
        TransferChecks.assertRefused(
                "writeFully of one", () -> Transfers.writeFully(pipe.sink(), source));
        TransferChecks.assertRefused(
                "writeFully of many", () -> Transfers.writeFully(pipe.sink(), source, more));

        assertThat(target.position()).as("bytes read").isZero();
        assertThat(source.position() + more.position()).as("bytes written").isZero();
    }

    @Test
    @DisplayName("so is a socket channel in non-blocking mode")
    void refusesANonBlockingSocket(Testbed bed) throws Exception {
        TransferChecks.refusesANonBlockingSocket(bed);
    }

    @Test
    @DisplayName(
            "a channel that moves nothing, call after call, is refused and not asked for ever (F6)")
    void neverSpins() {
        TransferChecks.neverSpins();
    }

    private static void assertFails(IOException failure, ThrowingCallable code) {
        assertThatThrownBy(code, "what the channel throws").isSameAs(failure);
    }

    /// The parts of the text between two of these indexes each.
    private static ByteBuffer[] pieces(int... indexes) {
        var pieces = new ByteBuffer[indexes.length - 1];
        Arrays.setAll(pieces, i -> ByteBuffer.wrap(TEXT, indexes[i], indexes[i + 1] - indexes[i]));
        return pieces;
    }

    private static MeteredChannel broken(IOException failure) {
        return MeteredChannel.failing(13, 25, failure);
    }

    private static Pipe open(Testbed bed) throws IOException {
        var pipe = Pipe.open();
        bed.closing(pipe.source());
        bed.closing(pipe.sink());
        return pipe;
    }
}
