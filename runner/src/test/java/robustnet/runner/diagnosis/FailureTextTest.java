package robustnet.runner.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.runner.child.Failures;

class FailureTextTest {
    @Test
    @DisplayName("the kind of an assertion is what it was about, without numbers")
    void kindOfAssertion() {
        var one =
                kind(
                        "[the payload of a frame that came 1 bytes a read] \nexpected: 5\n but was: 1");
        var other =
                kind(
                        "[the payload of a frame that came 3 bytes a read] \nExpecting not to be empty");

        assertThat(one)
                .isEqualTo(other)
                .isEqualTo("the payload of a frame that came # bytes a read");
    }

    @Test
    @DisplayName("what was found instead is no part of the kind")
    void kindWithoutWhatWasFound() {
        assertThat(
                        kind(
                                "peer 2 expects 5 bytes: should have been 5 bytes, but was nothing within 2000 ms"))
                .isEqualTo(
                        kind("peer 2 expects 5 bytes: should have been 5 bytes, but was the end"))
                .isNotEqualTo(
                        kind(
                                "peer 2 waits for the end: should have been the end, but was 5 bytes"));
    }

    @Test
    @DisplayName("the detail tells apart what was found")
    void detailOfAssertion() {
        assertThat(detail("[the end] \nexpected: 5\n but was: 1"))
                .isNotEqualTo(detail("[the end] \nexpected: 5\n but was: 2"));
    }

    @Test
    @DisplayName("stack frames, and what the code's own exceptions say, are left out")
    void withoutFrames() {
        var one =
                detail(
                        "[the end] \nbut was:\n  java.io.EOFException: after 4\n\tat a.B.c(B.java:7)\n\tat a.D.e(D.java:9)");
        var other =
                detail(
                        "[the end] \nbut was:\n  java.io.EOFException\n\tat x.Y.z(Y.java:1)\n\t... 3 more");

        assertThat(one).isEqualTo(other);
        assertThat(detail("[the end] \nbut was:\n  java.net.SocketException: reset"))
                .isNotEqualTo(one);
    }

    @Test
    @DisplayName("ports, times, paths and addresses of objects are left out")
    void withoutWhatVaries() {
        assertThat(
                        detail(
                                "127.0.0.1:40123 after 12.5 ms, PT0.123S: Lock@1a2b3c, /tmp/x1/file, 123456789"))
                .isEqualTo(
                        detail(
                                "127.0.0.1:51200 after 7 ms, PT2.5S: Lock@ffeedd, /var/tmp/y/file, 987654321"));
    }

    @Test
    @DisplayName("what a test was given at random is left out of what it was about")
    void withoutRandomBytes() {
        assertThat(kind("[for 52550101a0ff] it was read"))
                .isEqualTo(kind("[for 5255010103f2cc] it was read"))
                .isNotEqualTo(kind("[for the end] it was read"));
        assertThat(kind("[a lease of Lock@1a2b3c, CN=a (serial 3fa)] threw nothing"))
                .isEqualTo(kind("[a lease of Lock@ffeedd, CN=a (serial 77b)] threw nothing"));
    }

    @Test
    @DisplayName("of an exception that nobody expected the type counts, and that of its cause")
    void exceptions() {
        var one = Failures.failure("java.io.EOFException", "after 4 bytes");
        var other = Failures.failure("java.io.EOFException", "oops");

        assertThat(FailureText.detail(one)).isEqualTo(FailureText.detail(other));
    }

    @Test
    @DisplayName("where it hung does not matter, nor which thread was left")
    void hangsAndLeaks() {
        var hang =
                Failures.failure(
                        "robustnet.testkit.Hang", "waits in read() at EchoServer.java:101");
        var otherHang =
                Failures.failure("robustnet.testkit.Hang", "waits in write() at Own.java:9");
        var leak =
                Failures.failure(
                        "robustnet.testkit.Leak",
                        "your program left behind:\n  - an open socket: 127.0.0.1:4711\n  - a thread \"a-1\"");
        var otherLeak =
                Failures.failure(
                        "robustnet.testkit.Leak",
                        "your program left behind:\n  - a thread \"b-7\"\n  - an open socket: 127.0.0.1:4712");

        assertThat(FailureText.detail(hang)).isEqualTo(FailureText.detail(otherHang));
        assertThat(FailureText.detail(leak)).isEqualTo(FailureText.detail(otherLeak));
        assertThat(FailureText.kind(hang)).isNotEqualTo(FailureText.kind(leak));
    }

    private static String kind(String message) {
        return FailureText.kind(Failures.assertion(message));
    }

    private static String detail(String message) {
        return FailureText.detail(Failures.assertion(message));
    }
}
