package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Standing;
import robustnet.testkit.junit.sample.Student;

class GuardedTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Subject SUBJECT =
            Subject.of(Optional.empty(), GuardedTest.class, Student.class);

    private final Student student = new Student();
    private final Baseline before = Baseline.take();
    private final EarlierHangs earlier = new EarlierHangs("this", LIMIT, new ConcurrentHashMap<>());
    private Optional<Standing> peer = Optional.empty();

    @Test
    @DisplayName("what the task returns and throws comes through")
    void passesThrough() throws Throwable {
        var broken = new IOException("broken");

        assertThat(run(() -> "done")).isEqualTo("done");
        assertThat(catchThrowable(() -> run(() -> fail(broken)))).isSameAs(broken);
    }

    @Test
    @DisplayName("a task that ends within its limit is not interrupted")
    void leavesATaskInTimeAlone() throws Throwable {
        assertThat(run(() -> Thread.currentThread().isInterrupted())).isFalse();
    }

    @Test
    @DisplayName("running out of memory becomes the failure of one test")
    void outOfMemory() {
        var failure = catchThrowable(() -> run(() -> new byte[Integer.MAX_VALUE]));

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("out of memory");
    }

    @Test
    @DisplayName("a blocked accept is reported at the learner's line, and its socket is closed")
    void accept() throws IOException {
        try (var listener = new ServerSocket(0, 1, LOOPBACK)) {
            var hang = hangOf(() -> student.accept(listener));

            assertReport(hang, "your code waits in accept() at Student.java:", "(accept)");
            assertThat(note(hang, FailureNote.Kind.USUALLY)).contains("nobody connects");
            assertThat(listener.isClosed()).as("closed by the interrupt").isTrue();
        }
    }

    @Test
    @DisplayName("a blocked read is reported at the learner's line")
    void read() throws IOException {
        try (var listener = new ServerSocket(0, 1, LOOPBACK);
                var socket = new Socket(LOOPBACK, listener.getLocalPort())) {
            var hang = hangOf(() -> student.read(socket));

            assertReport(hang, "your code waits in read() at Student.java:", "(read)");
        }
    }

    @Test
    @DisplayName("a blocked write is reported at the learner's line")
    void write() throws IOException {
        try (var listener = new ServerSocket(0, 1, LOOPBACK);
                var socket = new Socket(LOOPBACK, listener.getLocalPort())) {
            var hang = hangOf(() -> student.write(socket));

            assertReport(hang, "your code waits in write() at Student.java:", "(write)");
        }
    }

    @Test
    @DisplayName("a blocked receive is reported at the learner's line")
    void receive() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            var hang = hangOf(() -> student.receive(socket));

            assertReport(hang, "your code waits in receive() at Student.java:", "(receive)");
        }
    }

    @Test
    @DisplayName("code that runs on may be a loop without end, or slow, and the caller goes on")
    void spin() {
        try {
            var hang = hangOf(student::spin);

            assertReport(hang, "your code is still running at Student.java:", "(spin)");
            assertThat(note(hang, FailureNote.Kind.USUALLY))
                    .startsWith("usually: it is slow, or runs without end");
        } finally {
            student.stopSpinning();
        }
    }

    @Test
    @DisplayName("a thread that polls is busy, whatever kind of thread it is and what it calls")
    void polls() throws Exception {
        try (var pair = SocketPair.open()) {
            var polling =
                    Thread.ofPlatform()
                            .daemon()
                            .name("polling")
                            .start(() -> catchThrowable(() -> student.poll(pair.near())));

            var hang = hangOf(() -> polling.join());

            assertReport(hang, "your code is still running", "(poll)");
        } finally {
            student.stopSpinning();
        }
    }

    @Test
    @DisplayName("a wait for another thread names the call")
    void waits() {
        var hang = hangOf(() -> student.await(new CountDownLatch(1)));

        assertReport(
                hang,
                "your code waits for another thread, in CountDownLatch.await(), at Student.java:",
                "(await)");
    }

    @Test
    @DisplayName("a thread that forgets its interrupt is told of, and the caller goes on")
    void forgetsTheInterrupt() {
        try {
            var hang = hangOf(student::sleepOn);

            assertReport(
                    hang,
                    "your code sleeps at Student.java:",
                    "(sleepOn), and went on when it was interrupted");
        } finally {
            student.stopSpinning();
        }
    }

    @Test
    @DisplayName("what the peer has done and waits for is told as well, and is part of the cause")
    void whatThePeerWaitsFor() throws IOException {
        peer = Optional.of(new Standing("peer", 5, 0, Standing.Doing.RECEIVING, 5));
        try (var listener = new ServerSocket(0, 1, LOOPBACK);
                var socket = new Socket(LOOPBACK, listener.getLocalPort())) {
            var hang = hangOf(() -> student.read(socket));

            assertReport(
                    hang,
                    "your code waits in read() at Student.java:",
                    "(read); the peer had sent 5 bytes and was waiting for your reply (5 bytes)");
            assertThat(note(hang, FailureNote.Kind.USUALLY)).contains("never flushed");
        }
    }

    @Test
    @DisplayName("of a deadlock both sides are reported, and who holds what")
    void deadlock() {
        var left = new Object();
        var right = new Object();
        var both = new CountDownLatch(2);
        Thread.ofPlatform().daemon().name("other").start(() -> student.lockBoth(right, left, both));

        var hang = hangOf(() -> student.lockBoth(left, right, both));

        assertReport(hang, "your code waits for a lock at Student.java:", "(lockBoth)");
        assertThat(note(hang, FailureNote.Kind.THREADS))
                .contains("virtual thread \"test\"", "which thread \"other\" holds")
                .contains("thread \"other\"", "which virtual thread \"test\" holds");
        assertThat(note(hang, FailureNote.Kind.USUALLY)).startsWith("usually: a deadlock");
    }

    @Test
    @DisplayName("when the test itself waits, the thread that the learner started is named")
    void anotherThread() throws IOException {
        try (var listener = new ServerSocket(0, 1, LOOPBACK)) {
            var never = new CountDownLatch(1);
            Thread.ofVirtual()
                    .name("mine")
                    .start(() -> catchThrowable(() -> student.accept(listener)));

            var hang = hangOf(never::await);

            assertReport(hang, "your code waits in accept() at Student.java:", "(accept)");
        }
    }

    private static void assertReport(Hang hang, String where, String method) {
        assertThat(hang).hasMessageStartingWith("the test did not end within 200 ms: " + where);
        assertThat(hang).hasMessageEndingWith(method);
        assertThat(note(hang, FailureNote.Kind.USUALLY)).startsWith("usually: ");
    }

    private static String note(Hang hang, FailureNote.Kind kind) {
        return Arrays.stream(hang.getSuppressed())
                .map(FailureNote.class::cast)
                .filter(note -> note.kind() == kind)
                .map(FailureNote::getMessage)
                .findFirst()
                .orElse("");
    }

    private interface Task {
        void run() throws Exception;
    }

    private Hang hangOf(Task task) {
        return catchThrowableOfType(
                Hang.class,
                () ->
                        run(
                                () -> {
                                    task.run();
                                    return null;
                                }));
    }

    private <T> T run(Callable<T> task) throws Throwable {
        return Guarded.run(task, "the test", LIMIT, SUBJECT, before, () -> peer, earlier);
    }

    private static String fail(Exception e) throws Exception {
        throw e;
    }
}
