package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Hang;
import robustnet.testkit.Standing;
import robustnet.testkit.junit.sample.Student;

class EarlierHangsTest {
    private static final Subject SUBJECT =
            Subject.of(Optional.empty(), EarlierHangsTest.class, Student.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONGER = Duration.ofMillis(250);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Student student = new Student();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();
    private final ConcurrentMap<HangPlace, String> places = new ConcurrentHashMap<>();

    @BeforeEach
    void aTestHangsInAwait() {
        assertThat(hangOf(this::await, "first", SHORT))
                .as("too short a limit to look, and nothing to compare with")
                .hasMessageStartingWith("the test did not end within 100 ms: ");
    }

    @Test
    @DisplayName("a test that stands where an earlier one hung is reported at once, with its name")
    void standsThere() {
        assertThat(hangOf(this::await, "second", LONG))
                .hasMessageStartingWith(
                        "the test did not end within 50 ms, and hangs where \"first\" did: your code"
                                + " waits for another thread");
    }

    @Test
    @DisplayName("a test that hangs elsewhere keeps its whole deadline")
    void standsElsewhere() {
        try {
            assertThat(hangOf(this::sleep, "second", LONGER))
                    .hasMessageStartingWith("the test did not end within 250 ms: your code sleeps");
        } finally {
            student.stopSpinning();
        }
    }

    @Test
    @DisplayName("a test that leaves the place between two looks goes on")
    void leavesThePlace() throws Throwable {
        var done = run(this::await, "second", LONG, () -> moving(1));

        assertThat(done).isEqualTo("done");
    }

    @Test
    @DisplayName("a test that stands there while its peer moves on goes on")
    void peerMovesOn() throws Throwable {
        var done = run(this::await, "second", LONG, () -> moving(2));

        assertThat(done).isEqualTo("done");
        assertThat(looks).as("looked at twice").hasValue(2);
    }

    @Test
    @DisplayName("a loop is known by its method, and what runs there is not what waits there")
    void spins() {
        try {
            hangOf(this::spin, "spins", SHORT);

            assertThat(hangOf(this::spin, "second", LONG))
                    .hasMessageContaining(
                            "and hangs where \"spins\" did: your code runs without end");
        } finally {
            student.stopSpinning();
        }
        assertThat(places.keySet())
                .extracting(HangPlace::blocked)
                .containsExactlyInAnyOrder(Blocked.WAIT, Blocked.SPIN);
    }

    private String await() throws InterruptedException {
        student.await(latch);
        return "done";
    }

    private String sleep() {
        student.sleepOn();
        return "done";
    }

    private String spin() {
        student.spin();
        return "done";
    }

    /// A peer that has sent more at each look, and lets the test go on at the last one.
    private Optional<Standing> moving(int last) {
        int look = looks.incrementAndGet();
        if (look == last) latch.countDown();
        return Optional.of(new Standing("peer", look, 0, Standing.Doing.NOTHING, 0));
    }

    private Hang hangOf(Callable<String> task, String name, Duration limit) {
        return catchThrowableOfType(Hang.class, () -> run(task, name, limit, Optional::empty));
    }

    private String run(
            Callable<String> task, String name, Duration limit, Supplier<Optional<Standing>> peer)
            throws Throwable {
        var earlier = new EarlierHangs(name, LOOK, places);
        return Guarded.run(task, "the test", limit, SUBJECT, Baseline.none(), peer, earlier);
    }
}
