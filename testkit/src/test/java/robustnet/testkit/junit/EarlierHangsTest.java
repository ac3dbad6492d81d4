package robustnet.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import robustnet.testkit.Standing;
import robustnet.testkit.junit.sample.Student;

@Timeout(10)
class EarlierHangsTest {
    private static final Subject SUBJECT =
            Subject.of(Optional.empty(), EarlierHangsTest.class, Student.class);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Student student = new Student();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();
    private final EarlierHangs hangs =
            new EarlierHangs("first", Duration.ZERO, new ConcurrentHashMap<>());

    @AfterEach
    void end() {
        latch.countDown();
        student.stopSpinning();
    }

    @Test
    @DisplayName("a test that stands still where an earlier one hung is told that one's name")
    void standsThere() throws Exception {
        var thread = threadThatWaits();
        hangs.add(HangPlace.of(thread, SUBJECT).orElseThrow());

        assertThat(look(thread, LONG, Optional::empty)).contains("first");
    }

    @Test
    @DisplayName(
            "a test that stands elsewhere keeps its deadline, and so does one whose limit is short")
    void standsElsewhereOrIsShort() throws Exception {
        var thread = threadThatWaits();
        var here = HangPlace.of(thread, SUBJECT).orElseThrow();
        hangs.add(at(here, here.line() + 1, Thread.State.WAITING));
        hangs.add(at(here, here.line(), Thread.State.TIMED_WAITING));

        assertThat(look(thread, LONG, Optional::empty))
                .as("on another line, and with a timeout, is elsewhere")
                .isEmpty();
        hangs.add(here);
        assertThat(look(thread, Duration.ofMillis(50), Optional::empty)).isEmpty();
    }

    @Test
    @DisplayName("a test that leaves the place between two looks goes on")
    void leavesThePlace() throws Exception {
        var thread = threadThatWaits();
        hangs.add(HangPlace.of(thread, SUBJECT).orElseThrow());

        assertThat(look(thread, LONG, this::lettingGo)).isEmpty();
    }

    @Test
    @DisplayName("a test whose peer moves on between two looks goes on")
    void peerMovesOn() throws Exception {
        var thread = threadThatWaits();
        hangs.add(HangPlace.of(thread, SUBJECT).orElseThrow());

        assertThat(look(thread, LONG, this::sendingMore)).isEmpty();
        assertThat(looks).as("looked at twice").hasValue(2);
    }

    @Test
    @DisplayName("a loop is known by its method, at whichever of its lines it is met")
    void spins() throws Exception {
        var thread = Thread.ofVirtual().start(student::spin);
        while (HangPlace.of(thread, SUBJECT).isEmpty()) Thread.onSpinWait();
        var type = Student.class.getName();
        hangs.add(new HangPlace(type, "spin", 0, Blocked.SPIN, Thread.State.RUNNABLE));

        assertThat(look(thread, LONG, Optional::empty)).contains("first");
    }

    private Thread threadThatWaits() {
        var thread = Thread.ofVirtual().start(() -> catchThrowable(() -> student.await(latch)));
        while (HangPlace.of(thread, SUBJECT).filter(p -> p.blocked() == Blocked.WAIT).isEmpty()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static HangPlace at(HangPlace place, int line, Thread.State state) {
        return new HangPlace(place.type(), place.method(), line, place.blocked(), state);
    }

    private Optional<String> look(Thread thread, Duration limit, Supplier<Optional<Standing>> peer)
            throws Exception {
        var second = new EarlierHangs("second", hangs.look(), hangs.places());
        return second.await(thread, limit, SUBJECT, peer);
    }

    private Optional<Standing> lettingGo() {
        latch.countDown();
        return Optional.empty();
    }

    private Optional<Standing> sendingMore() {
        int sent = looks.incrementAndGet();
        return Optional.of(new Standing("peer", sent, 0, Standing.Doing.RECEIVING, 1));
    }
}
