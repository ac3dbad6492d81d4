package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.SocketFiles.in;
import static robustnet.platform.SocketFiles.request;
import static robustnet.platform.SocketFiles.soon;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import robustnet.buffers.Frame;
import robustnet.buffers.FrameEncoder;
import robustnet.buffers.FrameType;
import robustnet.buffers.WireFormat;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// How a [LocalConnection] fails, with a peer of another program: the far end is a bare channel.
final class ConnectionChecks {
    private static final Duration SHORT = Duration.ofMillis(80);
    private static final Duration LONGER = Duration.ofMillis(300);
    private static final Duration PATIENT = Duration.ofSeconds(2);
    private static final Duration GENEROUS = Duration.ofSeconds(3);

    private final LocalConnection near;
    private final SocketChannel far;
    private final Testbed bed;

    ConnectionChecks(Testbed bed, Path file) throws IOException {
        this.bed = bed;
        var server = SocketFiles.foreign(bed, file, 8);
        near = bed.closing(LocalTransport.connect(file, soon()));
        far = bed.closing(server.accept());
    }

    void givesUpOnASilentPeer() {
        assertEndsInTime(
                () -> near.call(request(1, 10), in(SHORT)), SHORT, "a call to a silent peer");
        assertClosed();
    }

    void boundsTheWholeWait() {
        bed.async(
                () -> {
                    var bytes = encoded(new Frame(FrameType.RESPONSE, 1, payload(120)));
                    while (bytes.hasRemaining()) { // each byte in time, and the frame too late
                        far.write(bytes.slice(bytes.position(), 1));
                        bytes.position(bytes.position() + 1);
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                    return null;
                });

        assertEndsInTime(() -> near.call(request(1, 10), in(LONGER)), LONGER, "a reply that drips");
    }

    void givesUpOnAPeerThatDoesNotRead() {
        assertEndsInTime(
                () -> {
                    var deadline = in(SHORT);
                    for (int i = 0; i < 64; i++) {
                        near.send(request(i, WireFormat.DEFAULT_MAX_PAYLOAD), deadline);
                    }
                },
                SHORT,
                "sending 64 MiB to a peer that does not read");
    }

    void refusesAPassedDeadline() throws IOException {
        assertThatThrownBy(() -> near.send(request(1, 10), in(Duration.ZERO)), "send, too late")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(far.read(ByteBuffer.allocate(1))).as("bytes sent, -1 for none").isEqualTo(-1);
    }

    void rejectsAnotherIdsReply() throws IOException {
        far.write(encoded(new Frame(FrameType.RESPONSE, 1 + (1L << 32), payload(5))));

        assertThatThrownBy(() -> near.call(request(1, 10), soon()), "a reply to another request")
                .isInstanceOf(ProtocolException.class);
        assertClosed();
    }

    void rejectsGarbage() throws IOException {
        var bytes = ByteBuffer.allocate(100);
        bytes.put(encoded(new Frame(FrameType.RESPONSE, 1, payload(5)))).put(new byte[64]);
        far.write(bytes.flip());

        var before = new AtomicReference<Optional<Frame>>();
        assertThatCode(() -> before.set(near.receive(soon())))
                .as("receive of a whole frame that came before what is no frame, in one write")
                .doesNotThrowAnyException();
        assertThat(before.get()).as("that frame").map(Frame::requestId).contains(1L);
        assertThatThrownBy(() -> near.receive(soon()), "64 zeros")
                .isInstanceOf(ProtocolException.class);
        assertClosed();
    }

    void tellsTheEndsApart() throws IOException {
        var bytes = encoded(new Frame(FrameType.RESPONSE, 1, payload(5)));
        far.write(bytes);
        far.shutdownOutput();

        assertThat(near.receive(soon())).as("the frame before the end").isPresent();
        assertThat(near.receive(soon())).as("the end between two frames").isEmpty();
        assertThat(near.receive(soon())).as("the end, asked again").isEmpty();
        assertThatThrownBy(() -> near.call(request(1, 1), soon()), "a call, after the end")
                .isInstanceOf(EOFException.class);
        assertClosed();
    }

    void tellsAHalfFrame() throws IOException {
        var bytes = encoded(new Frame(FrameType.RESPONSE, 1, payload(5)));
        far.write(bytes.limit(bytes.limit() - 3));
        far.shutdownOutput();

        assertThatThrownBy(() -> near.receive(soon()), "the end, three bytes before the frame's")
                .isInstanceOf(EOFException.class);
        assertClosed();
    }

    void keepsWhatCameAlong() throws IOException {
        var two = ByteBuffer.allocate(200);
        two.put(encoded(new Frame(FrameType.RESPONSE, 1, payload(5))));
        two.put(encoded(new Frame(FrameType.RESPONSE, 2, payload(6))));
        far.write(two.flip());

        assertThat(near.call(request(1, 1), soon()).requestId()).as("first reply").isEqualTo(1);
        assertThat(near.call(request(2, 1), in(PATIENT)).requestId())
                .as("second reply")
                .isEqualTo(2);

        far.write(two.rewind());
        assertThat(near.receive(soon())).as("the first of two more").isPresent();
        near.close();
        assertClosed();
    }

    void sendsWhileItReceives() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var received =
                bed.async(
                        () -> {
                            thread.complete(Thread.currentThread());
                            return near.receive(in(PATIENT));
                        });
        Parked.await(thread.get(3, TimeUnit.SECONDS), "receive");

        assertThatCode(() -> near.send(request(3, 10), soon()))
                .as("send, while another thread waits in receive")
                .doesNotThrowAnyException();
        assertThat(far.read(ByteBuffer.allocate(100))).as("bytes that the peer got").isPositive();
        far.write(encoded(new Frame(FrameType.REQUEST, 4, payload(5))));

        assertThat(received.get(3, TimeUnit.SECONDS))
                .as("what the other thread received meanwhile")
                .hasValueSatisfying(frame -> assertThat(frame.requestId()).isEqualTo(4));
    }

    void refusesTooMuch() throws IOException {
        var tooLong = request(1, WireFormat.DEFAULT_MAX_PAYLOAD + 1);
        far.write(encoded(new Frame(FrameType.RESPONSE, 2, payload(5))));

        assertThatThrownBy(() -> near.send(tooLong, soon()), "1 MiB and a byte")
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(near.call(request(2, 1), soon()).payloadBytes())
                .as("the reply to the next call: the connection is still open")
                .hasSize(5);
    }

    void endsOnClose() throws Exception {
        var failure = waiting();
        near.close();
        near.close();

        assertThat(failure.get(3, TimeUnit.SECONDS))
                .as("what the thread that waited for a reply got from close()")
                .isInstanceOf(ClosedChannelException.class);
        assertClosed();
    }

    void endsOnInterrupt() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var failure = waiting(thread);
        thread.get().interrupt();

        assertThat(failure.get(3, TimeUnit.SECONDS))
                .as("what the thread that waited for a reply got from its interrupt")
                .isInstanceOf(ClosedByInterruptException.class);
        assertClosed();
    }

    private CompletableFuture<Throwable> waiting() throws Exception {
        return waiting(new CompletableFuture<>());
    }

    /// A thread that waits for a reply, and what its call throws.
    private CompletableFuture<Throwable> waiting(CompletableFuture<Thread> thread)
            throws Exception {
        var failure =
                bed.<Throwable>async(
                        () -> {
                            thread.complete(Thread.currentThread());
                            try {
                                return new AssertionError("" + near.call(request(1, 1), soon()));
                            } catch (IOException e) {
                                return e;
                            }
                        });
        Parked.await(thread.get(3, TimeUnit.SECONDS), "call");
        return failure;
    }

    private void assertClosed() {
        assertThatThrownBy(() -> near.receive(soon()), "receive, after the failure")
                .isInstanceOf(ClosedChannelException.class);
    }

    private static void assertEndsInTime(ThrowingCallable action, Duration budget, String what) {
        long start = System.nanoTime();

        assertThatThrownBy(action, what).isInstanceOf(SocketTimeoutException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time until the end of %s, with a deadline after %s", what, budget)
                .isBetween(budget.minusMillis(1), GENEROUS);
    }

    private static ByteBuffer payload(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private static ByteBuffer encoded(Frame frame) {
        var encoder = new FrameEncoder();
        var bytes = ByteBuffer.allocate(encoder.encodedLength(frame));
        for (var part : encoder.encode(frame)) {
            bytes.put(part);
        }
        return bytes.flip();
    }
}
