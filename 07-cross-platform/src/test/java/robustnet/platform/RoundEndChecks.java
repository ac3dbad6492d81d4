package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.platform.Track.awaitThat;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import robustnet.testkit.Parked;
import robustnet.testkit.Testbed;

/// How a round of [HappyEyeballs] ends that no attempt has won.
final class RoundEndChecks {
    private static final InetAddress SIX1 = Families.six("one.example", 1);
    private static final InetAddress SIX2 = Families.six("two.example", 2);
    private static final InetAddress FOUR1 = Families.four(1);
    private static final InetAddress FOUR2 = Families.four(2);

    private RoundEndChecks() {}

    static void endsAtTheDeadline(Testbed bed) throws Exception {
        var track = new Track(SIX1, FOUR1, SIX2, FOUR2).stubborn(SIX2);
        var late = new SocketTimeoutException("late");
        track.fails(FOUR1, new ConnectException("refused"));
        var round = track.run(bed, ofMillis(300));
        track.awaitStarts(1, "the first address is tried");
        track.advance(250);
        track.awaitStarts(3, "the second address fails, the third is tried");
        track.fails(SIX1, late);
        track.awaitStarts(4, "the first address fails, the fourth is tried");
        track.advance(49);
        track.awaitAsleep();
        assertThat(round.isDone()).as("whether the round is over before the deadline").isFalse();
        track.advance(1);

        var thrown = Track.failure(round, "its deadline has passed");
        assertThat(thrown)
                .as("what was thrown at the deadline")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(thrown.getSuppressed())
                .as("what had failed by the deadline: the second address, then the first")
                .extracting(Throwable::getMessage)
                .containsExactly("refused", "late");
        track.awaitInterrupted(SIX2, FOUR2);
        var tooLate = track.connects(SIX2);
        awaitThat("a connection after the deadline is closed", tooLate::isClosed);
    }

    static void beginsNothingLate(Testbed bed) throws Exception {
        var track = new Track(SIX1, FOUR1);
        var round = track.run(bed, ofMillis(100));
        track.awaitStarts(1, "the first address is tried");
        track.advance(100);
        assertThat(Track.failure(round, "its deadline has passed"))
                .as("thrown at a deadline before the delay")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(track.starts).as("attempts with a deadline before the delay").hasSize(1);

        var none = new Track(SIX1, FOUR1);
        assertThat(Track.failure(none.run(bed, Duration.ZERO), "its deadline had passed"))
                .as("thrown for a deadline that has passed already")
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(none.starts).as("attempts after the deadline").isEmpty();
    }

    static void endsOnAnInterrupt(Testbed bed) throws Exception {
        var track = new Track(SIX1, FOUR1).stubborn(SIX1);
        var caller = new AtomicReference<Thread>();
        CompletableFuture<Socket> round =
                bed.async(
                        () -> {
                            caller.set(Thread.currentThread());
                            return track.race(ofSeconds(60), ofMillis(250));
                        });
        track.awaitStarts(1, "the first address is tried");
        track.advance(250);
        track.awaitStarts(2, "the second address is tried");
        Parked.await(caller.get(), "connect");
        caller.get().interrupt();

        assertThat(Track.failure(round, "its thread was interrupted"))
                .as("what an interrupted round throws")
                .isInstanceOf(InterruptedException.class);
        track.awaitInterrupted(SIX1, FOUR1);
        track.awaitNobodyAsleep("after the interrupt");
        var late = track.connects(SIX1);
        awaitThat("a connection after the interrupt is closed", late::isClosed);
    }
}
