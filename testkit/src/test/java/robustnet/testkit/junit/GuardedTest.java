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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.FailureNote;
import robustnet.testkit.Hang;
import robustnet.testkit.junit.sample.Student;

class GuardedTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Subject SUBJECT = Subject.of(GuardedTest.class, Student.class);

    private final Student student = new Student();
    private final Baseline before = Baseline.take();

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
    @DisplayName("a loop without end is reported as one, and the caller goes on")
    void spin() {
        try {
            var hang = hangOf(student::spin);

            assertReport(hang, "your code runs without end at Student.java:", "(spin)");
        } finally {
            student.stopSpinning();
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
        return Guarded.run(task, "the test", LIMIT, SUBJECT, before);
    }

    private static String fail(Exception e) throws Exception {
        throw e;
    }
}
