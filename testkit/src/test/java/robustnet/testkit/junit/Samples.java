package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import robustnet.testkit.Exercise;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.junit.sample.Half;
import robustnet.testkit.junit.sample.Student;

/// Exercises for the extension's own tests. Surefire does not find them: they are nested.
final class Samples {
    private Samples() {}

    @Exercise(id = "9.1", title = "Half", level = 1, minutes = 1, edit = Half.class)
    static class Unfinished {
        @Test
        void passesAlready() {
            assertThat(new Half().done()).isEqualTo(1);
        }

        @Test
        void fails() {
            assertThat(new Half().open()).isEqualTo(1);
        }
    }

    @Exercise(id = "9.2", title = "Hangs", level = 1, minutes = 1, edit = Student.class)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Hanging {
        @Test
        @Order(1)
        @TimeLimit(seconds = 1)
        void hangs(Testbed testbed) throws Exception {
            new Student()
                    .serveOnTheCallersThread(
                            testbed.closing(new ServerSocket(0, 1, testbed.loopback())));
        }

        @Test
        @Order(2)
        void hangsToo(Testbed testbed) throws Exception {
            hangs(testbed);
        }

        @Test
        void goesOn() {
            assertThat(Thread.currentThread().isVirtual()).isTrue();
        }
    }

    @Exercise(id = "9.3", title = "Leaks", level = 1, minutes = 1, edit = Student.class)
    static class Leaking {
        /// Closed by the test of the extension, so that it leaves nothing itself.
        static final Queue<AutoCloseable> LEFT = new ConcurrentLinkedQueue<>();

        @Test
        void leaksASocket(Testbed testbed) throws Exception {
            LEFT.add(new ServerSocket(0, 1, testbed.loopback()));
        }

        @Test
        void dropsASocket(Testbed testbed) throws Exception {
            var listener = testbed.closing(new ServerSocket(0, 1, testbed.loopback()));
            new Student().connectAndForget(listener.getLocalSocketAddress());
            System.gc(); // finds it; what the JDK would do about it must not happen
        }

        @Test
        void forgetsAnExecutor() throws Exception {
            LEFT.add(new Student().executorThatIdles()::shutdownNow);
        }

        @Test
        void leaksASocketThatWasReset() throws Exception {
            LEFT.add(SocketPair.withResetConnection().near());
        }

        @Test
        void leaksAThread() {
            for (int i = 0; i < 33; i++) LEFT.add(new Student().startThatRuns()::interrupt);
        }

        @Test
        void leavesNothing(Testbed testbed) throws Exception {
            testbed.closing(new ServerSocket(0, 1, testbed.loopback()));
        }
    }

    @Exercise(id = "9.5", title = "Serves", level = 1, minutes = 1, edit = Student.class)
    static class Serving {
        @Test
        void dies(Testbed testbed) throws Exception {
            var listener = testbed.closing(new ServerSocket(0, 5, testbed.loopback()));
            var serving = new Student().startThatServes(listener);
            testbed.connect(listener.getLocalPort()).reset();
            serving.join();

            testbed.connect(listener.getLocalPort()).patience(Duration.ofMillis(100)).receive(1);
        }

        @Test
        void isSilent(Testbed testbed) throws Exception {
            var listener = testbed.closing(new ServerSocket(0, 5, testbed.loopback()));
            new Student().startThatServes(listener);

            testbed.connect(listener.getLocalPort()).patience(Duration.ofMillis(100)).receive(1);
        }
    }

    @Exercise(id = "9.4", title = "Peers", level = 1, minutes = 1, edit = Student.class)
    static class Failing {
        @Test
        void scriptFails(Testbed testbed) {
            var server = testbed.serve(peer -> peer.expect("hello"));
            var client = testbed.connect(server.port());
            client.send("hallo");
            client.receiveToEnd();
        }

        @Test
        void isLetDownAndFails(Testbed testbed) throws Exception {
            var server = testbed.serve(peer -> peer.patience(Duration.ofMillis(50)).receive(5));
            var client = testbed.connect(server.port());
            client.expectEnd();
            fail("an empty reply");
        }

        @Test
        void failsWithRandomNumbers(Testbed testbed) {
            fail("drawn: " + testbed.random().nextInt());
        }

        @Test
        void closeThrows(Testbed testbed) {
            testbed.closing(
                    () -> {
                        throw new IllegalStateException("not twice");
                    });
        }

        @Test
        void logs(Testbed testbed) {
            System.err.println("printed by the program");
            assertThat(testbed.log()).contains("printed by the program");
        }
    }
}
