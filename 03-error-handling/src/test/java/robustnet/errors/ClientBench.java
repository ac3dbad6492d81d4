package robustnet.errors;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import robustnet.testkit.FakeClock;
import robustnet.testkit.FakeSleeper;
import robustnet.testkit.FaultProxy;
import robustnet.testkit.Faults;
import robustnet.testkit.ScriptedPeer;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// Makes clients whose pauses are in fake time, and counts their connects.
final class ClientBench {
    static final Duration LONG = Duration.ofSeconds(4);
    static final byte[] PING = {'p', 'i', 'n', 'g'};

    final FakeClock clock = new FakeClock();
    final AtomicInteger connects = new AtomicInteger();
    final AtomicInteger runs = new AtomicInteger();
    final CountDownLatch gate = new CountDownLatch(1);
    private final Testbed bed;
    private final AtomicLong ids = new AtomicLong(0x1122334455667788L);

    /// What the client asked its delays for.
    final List<Integer> failuresBefore = new CopyOnWriteArrayList<>();

    ClientBench(Testbed bed) {
        this.bed = bed;
    }

    IdServer server(IdServer.Handler handler) throws IOException {
        return bed.closing(IdServer.start(bed.loopback(), handler));
    }

    ReconnectingClient client(InetSocketAddress server) {
        return client(opener(server));
    }

    ReconnectingClient client(ReconnectingClient.Opener opener) {
        return client(opener, FakeSleeper.advancing(clock)::sleep);
    }

    ReconnectingClient client(ReconnectingClient.Opener opener, Sleeper sleeper) {
        return client(opener, sleeper, Duration.ofSeconds(10));
    }

    ReconnectingClient client(
            ReconnectingClient.Opener opener, Sleeper sleeper, Duration writeTimeout) {
        return client(
                opener,
                failures -> {
                    failuresBefore.add(failures);
                    return Duration.ofMillis(1 + failures);
                },
                sleeper,
                writeTimeout);
    }

    ReconnectingClient client(
            ReconnectingClient.Opener opener,
            IntFunction<Duration> delays,
            Sleeper sleeper,
            Duration writeTimeout) {
        return bed.closing(
                new ReconnectingClient(
                        () -> {
                            connects.incrementAndGet();
                            return opener.open();
                        },
                        delays,
                        sleeper,
                        ids::incrementAndGet,
                        new ReconnectingClient.Settings(writeTimeout, 1_000)));
    }

    static ReconnectingClient.Opener opener(InetSocketAddress server) {
        return () -> new Socket(server.getAddress(), server.getPort());
    }

    byte[] counted(byte[] body) {
        runs.incrementAndGet();
        return body;
    }

    /// Returns when the gate is open, or the thread is interrupted.
    byte[] held(byte[] body) {
        try {
            gate.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return body;
    }

    /// A place where a connection is cut: after so many bytes of a ping, or of its reply.
    record Cut(int bytes, boolean ofTheReply) {
        @Override
        public String toString() {
            return bytes + " bytes of the " + (ofTheReply ? "reply" : "request");
        }
    }

    /// Every place in a ping and in its reply.
    static List<Cut> cuts() {
        var inRequest = IntStream.range(0, 16).mapToObj(bytes -> new Cut(bytes, false));
        var inReply = IntStream.range(0, 17).mapToObj(bytes -> new Cut(bytes, true));
        return Stream.concat(inRequest, inReply).toList();
    }

    /// A ping over a first connection that is reset at the cut; the others are good.
    byte[] pingThrough(InetSocketAddress server, Cut cut, boolean idempotent) throws IOException {
        try (var proxy = FaultProxy.start(server, bed.random())) {
            var faults = cut.ofTheReply() ? proxy.serverToClient() : proxy.clientToServer();
            faults.limitData(cut.bytes(), Faults.Ending.RST);
            var first = new AtomicBoolean(true);
            ReconnectingClient.Opener opener =
                    () -> {
                        if (!first.getAndSet(false)) {
                            faults.clear();
                        }
                        return new Socket(proxy.address().getAddress(), proxy.port());
                    };
            try (var client = client(opener)) {
                return ping(client, idempotent);
            }
        }
    }

    static Deadline in(Duration budget) {
        return Deadline.after(budget, NanoClock.system());
    }

    static byte[] ping(ReconnectingClient client, boolean idempotent) throws IOException {
        return client.call(PING, idempotent, in(LONG));
    }

    /// What an idempotent call throws that has so much time.
    static Throwable thrown(ReconnectingClient client, Duration budget) {
        return catchThrowable(() -> client.call(PING, true, in(budget)));
    }

    /// Reads a ping's frame, on the server's side, and returns the frame of its reply.
    static byte[] takePing(ScriptedPeer peer) throws IOException {
        var frame = peer.receive(4 + Long.BYTES + PING.length);
        var request = Messages.readRequest(Arrays.copyOfRange(frame, 4, frame.length));
        return frame(Messages.reply(request.id(), request.body()));
    }

    static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length).putInt(payload.length).put(payload).array();
    }

    /// How a call ended that another thread makes, within 2 s.
    static Throwable end(Future<?> call) {
        return catchThrowable(() -> call.get(2, TimeUnit.SECONDS));
    }

    /// How a ping ends that is interrupted when it waits, and `sent` is true.
    Throwable interrupted(ReconnectingClient client, Callable<Boolean> sent) throws Exception {
        var pinger = new CompletableFuture<Thread>();
        var call =
                bed.async(
                        () -> {
                            pinger.complete(Thread.currentThread());
                            return ping(client, false);
                        });
        awaitUntil("the request is sent", sent);
        awaitWaiting(pinger.get());
        pinger.get().interrupt();
        return end(call);
    }

    static void awaitWaiting(Thread thread) throws Exception {
        var waiting = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
        awaitUntil("a thread waits in a call", () -> waiting.contains(thread.getState()));
    }

    static void awaitUntil(String what, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(3)) {
                throw new AssertionError("did not happen within 3 s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /// Waits a little for something that must not happen.
    static boolean happensSoon(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(100)) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return true;
    }
}
