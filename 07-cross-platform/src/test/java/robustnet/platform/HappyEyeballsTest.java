package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.platform.HappyEyeballs.interleave;
import static robustnet.platform.Track.awaitThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.errors.Sleeper;
import robustnet.platform.Track.Start;
import robustnet.testkit.Exercise;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Testbed;

@Exercise(id = "7.4", title = "Happy eyeballs", level = 3, minutes = 65, edit = HappyEyeballs.class)
class HappyEyeballsTest {
    private static final Duration LONG = ofSeconds(60);

    private final InetAddress six1 = Families.six("one.example", 1);
    private final InetAddress six2 = Families.six("two.example", 2);
    private final InetAddress six3 = Families.six("three.example", 3);
    private final InetAddress four1 = Families.four(1);
    private final InetAddress four2 = Families.four(2);
    private final IOException refused = new ConnectException("refused");

    @Test
    @DisplayName("the families take turns, the first one's first, each in its own order (E16)")
    void takesTurns() {
        assertThat(interleave(List.of(six1, six2, six3, four1, four2)))
                .as("three of IPv6 and two of IPv4 as resolved, in the order to try them")
                .containsExactly(six1, four1, six2, four2, six3);
        assertThat(interleave(List.of(four1, four2, six1)))
                .as("the first that was resolved is of IPv4, so IPv4 begins")
                .containsExactly(four1, six1, four2);
        assertThat(interleave(List.of(six1, four1, four2, six2)))
                .as("mixed already, but the wrong way at the end")
                .containsExactly(six1, four1, six2, four2);
        assertThat(interleave(List.of(six1, six2, six3, four1)))
                .as("three of the family that begins, one of the other")
                .containsExactly(six1, four1, six2, six3);
        assertThat(interleave(List.of(four1, six1, six2, six3)))
                .as("one of the family that begins, three of the other")
                .containsExactly(four1, six1, six2, six3);
        assertThat(interleave(List.of(four2, four1)))
                .as("one family")
                .containsExactly(four2, four1);
        assertThat(interleave(List.of())).as("no address").isEmpty();
    }

    @Test
    @DisplayName("the family is the address's type, not its text, and the list is left alone (X5)")
    void knowsTheFamilies() {
        var mapped = Families.mapped(7);
        var resolved = new ArrayList<>(List.of(six1, six2, mapped, four1));

        assertThat(interleave(resolved))
                .as("an IPv4 address in IPv6's clothes is IPv4; a host name with dots says nothing")
                .containsExactly(six1, mapped, six2, four1);
        var colon = Families.four("a:b.example", 8);
        assertThat(interleave(List.of(six1, six2, colon)))
                .as("an IPv4 address whose host's name has a colon is IPv4")
                .containsExactly(six1, colon, six2);
        assertThat(resolved)
                .as("the list that was handed in")
                .containsExactly(six1, six2, mapped, four1);
    }

    @Test
    @DisplayName("an address that answers at once wins alone: no other is tried")
    void triesNoMoreThanNeeded(Testbed bed) throws Exception {
        var track = new Track(six1, four1);
        var round = track.run(bed, ofSeconds(7));
        track.awaitStarts(1, "the first address is tried");
        track.awaitAsleep();
        var first = track.connects(six1);

        assertThat(Track.ended(round, "its first address answers"))
                .as("the connection returned")
                .isSameAs(first);
        assertThat(first.isClosed()).as("whether the winner was closed").isFalse();
        track.awaitNobodyAsleep("once the race is over");
        assertThat(track.targets)
                .as("what was tried: the port is the endpoint's")
                .extracting(target -> target.getAddress() + ":" + target.getPort())
                .containsExactly(six1 + ":443");
        assertThat(track.deadlines.getFirst().remaining())
                .as("what an attempt may take: the round's deadline")
                .isEqualTo(ofSeconds(7));
    }

    @Test
    @DisplayName("while an address is silent, the next is tried after the delay, beside it (E16)")
    void triesTheNextAfterTheDelay(Testbed bed) throws Exception {
        var track = new Track(six1, six2, four1);
        var round = track.run(bed, LONG);
        track.awaitStarts(1, "the first address is tried");
        track.advance(249);
        track.expectNoMoreThan(1, "attempts before the delay of 250 ms has passed");
        track.advance(1);
        track.awaitStarts(2, "the second address is tried when the delay has passed");
        track.awaitAsleep();
        track.advance(250);
        track.awaitStarts(3, "the third is tried when the delay has passed once more");
        var won = track.connects(six1);

        assertThat(track.starts)
                .as("attempts, and when each began")
                .containsExactly(
                        new Start(six1, ofMillis(0)),
                        new Start(four1, ofMillis(250)),
                        new Start(six2, ofMillis(500)));
        assertThat(Track.ended(round, "its first address answers"))
                .as("the connection: an attempt goes on when the next one has begun")
                .isSameAs(won);
        track.awaitInterrupted(four1, six2);
    }

    @Test
    @DisplayName("when an attempt fails, the next begins at once (E16)")
    void triesTheNextAtOnce(Testbed bed) throws Exception {
        var track = new Track(four1, four2, six1);
        track.fails(four1, refused);
        track.fails(six1, refused);
        var won = track.connects(four2);

        assertThat(Track.ended(track.run(bed, LONG), "its third address answers"))
                .as("the connection")
                .isSameAs(won);
        assertThat(track.starts)
                .as("attempts, and when each began: two fail at once")
                .containsExactly(
                        new Start(four1, ofMillis(0)),
                        new Start(six1, ofMillis(0)),
                        new Start(four2, ofMillis(0)));
        RaceChecks.triesTheNextAtOnceBesideASilentOne(bed, refused);
    }

    @Test
    @DisplayName("any attempt's failure starts the next, and the delay counts from there (E16)")
    void countsTheDelayAnew(Testbed bed) throws Exception {
        var track = new Track(six1, four1, six2, four2);
        var round = track.run(bed, LONG);
        track.awaitStarts(1, "the first address is tried");
        track.advance(250);
        track.awaitStarts(2, "the second address is tried");
        track.advance(100);
        track.fails(six1, refused);
        track.awaitStarts(3, "the older of two attempts has failed: the third begins");
        track.advance(150);
        track.expectNoMoreThan(3, "attempts 250 ms after the second began, 150 after the third");
        track.advance(100);
        track.awaitStarts(4, "the fourth begins, 250 ms after the third");
        track.connects(four2);

        Track.ended(round, "its fourth address answers");
        assertThat(track.starts)
                .as("when each attempt began")
                .extracting(Start::at)
                .containsExactly(ofMillis(0), ofMillis(250), ofMillis(350), ofMillis(600));
    }

    @Test
    @DisplayName("a connection that a loser makes after the race is closed (E16)")
    void closesTheLateWinner(Testbed bed) throws Exception {
        var track = new Track(six1, four1).stubborn(six1);
        var round = track.run(bed, LONG);
        track.awaitStarts(1, "the first address is tried");
        track.advance(250);
        track.awaitStarts(2, "the second address is tried");
        var won = track.connects(four1);

        assertThat(Track.ended(round, "its second address answers"))
                .as("the winner, while the loser does not heed its interrupt: it is not waited for")
                .isSameAs(won);
        track.awaitInterrupted(six1);
        var late = track.connects(six1);
        awaitThat("the late connection is closed", late::isClosed);
        assertThat(won.isClosed()).as("whether the winner was closed").isFalse();
    }

    @Test
    @DisplayName("of two connections at the same moment one is returned, the other closed (E16)")
    void closesTheSecondOfTwo(Testbed bed) throws Exception {
        for (int i = 0; i < 5; i++) {
            var track = new Track(six1, four1);
            var round = track.run(bed, LONG);
            track.awaitStarts(1, "the first address is tried");
            track.advance(250);
            track.awaitStarts(2, "the second address is tried");
            List<Socket> sockets;
            Socket won;
            try (var _ = OneCarrier.hold()) { // nobody runs before both have their connection
                sockets = List.of(track.connects(four1), track.connects(six1));
                won = Track.ended(round, "both addresses answer"); // and then one after the other
            }

            var lost = won == sockets.getFirst() ? sockets.getLast() : sockets.getFirst();
            // An attempt that was interrupted before it had its connection has none to close.
            awaitThat(
                    "the other connection is closed",
                    () -> lost.isClosed() || !track.interrupted.isEmpty());
            assertThat(won.isClosed()).as("whether the winner was closed").isFalse();
        }
    }

    @Test
    @DisplayName("when all fail, the first failure is thrown with the others suppressed (E11)")
    void keepsTheHistory(Testbed bed) throws Exception {
        var track = new Track(six1, six2, six3, four1, four2);
        var unreachable = new NoRouteToHostException("unreachable");
        var late = new SocketTimeoutException("late");
        var closed = new SocketException("closed");
        track.fails(four1, refused);
        track.fails(six2, refused);
        track.fails(four2, unreachable);
        var round = track.run(bed, LONG);
        track.awaitStarts(1, "the first address is tried");
        track.advance(250);
        track.awaitStarts(5, "the second, third and fourth fail, so the fifth begins at once");
        track.fails(six1, late);
        track.fails(six3, closed);

        assertThat(Track.failure(round, "all five attempts have failed"))
                .as("what was thrown: the failure that came first, though of the second address")
                .isSameAs(refused);
        assertThat(refused.getSuppressed())
                .as(
                        "what came later: of the fourth address, then of the first and the last;"
                                + " not of the third, which has thrown the first failure's own object")
                .extracting(Throwable::getMessage)
                .startsWith("unreachable")
                .containsExactlyInAnyOrder("unreachable", "late", "closed");
        track.awaitNobodyAsleep("once the race is over");
    }

    @Test
    @DisplayName("at the deadline the round is over, whatever the attempts do (E9)")
    void endsAtTheDeadline(Testbed bed) throws Exception {
        RoundEndChecks.endsAtTheDeadline(bed);
    }

    @Test
    @DisplayName("no attempt begins after the deadline (E9)")
    void beginsNothingLate(Testbed bed) throws Exception {
        RoundEndChecks.beginsNothingLate(bed);
    }

    @Test
    @DisplayName("a failure after the deadline starts no other attempt (E9)")
    void beginsNothingAfterALateFailure(Testbed bed) throws Exception {
        RaceChecks.beginsNothingAfterALateFailure(bed, refused);
    }

    @Test
    @DisplayName("a single address is raced like many: the deadline ends its attempt too (E9)")
    void racesASingleAddress(Testbed bed) throws Exception {
        RaceChecks.racesASingleAddress(bed);
    }

    @Test
    @DisplayName("an interrupt ends the round and all its attempts")
    void endsOnAnInterrupt(Testbed bed) throws Exception {
        RoundEndChecks.endsOnAnInterrupt(bed);
    }

    @Test
    @DisplayName("an interrupt from before the round counts, too, and leaves no socket open")
    void heedsAnEarlierInterrupt(Testbed bed) throws Exception {
        RaceChecks.heedsAnEarlierInterrupt(bed);
    }

    @Test
    @DisplayName("of an interrupt and a connection at the same moment neither is lost (E16)")
    void losesNothingAtAnInterrupt(Testbed bed) throws Exception {
        RaceChecks.losesNothingAtAnInterrupt(bed);
    }

    @Test
    @DisplayName("the sleeper does all the waiting, until the time is awaited no more")
    void waitsByTheSleeperOnly(Testbed bed) throws Exception {
        RaceChecks.waitsByTheSleeperOnly(bed, refused);
    }

    @Test
    @DisplayName("what is no IOException ends the round at once and is thrown as it is")
    void hidesNoBug(Testbed bed) throws Exception {
        for (var bug : List.of(new IllegalStateException("a bug"), new AssertionError("another"))) {
            var track = new Track(six1, four1, six2);
            var round = track.run(bed, LONG);
            track.awaitStarts(1, "the first address is tried");
            track.advance(250);
            track.awaitStarts(2, "the second address is tried");
            track.fails(four1, bug);

            assertThat(Track.failure(round, "an attempt has thrown " + bug))
                    .as("what was thrown for a bug")
                    .isSameAs(bug);
            track.awaitInterrupted(six1);
        }
    }

    @Test
    @DisplayName("each round looks the host up anew, and passes on what the resolver throws (E15)")
    void looksUpInEachRound(Testbed bed) throws Exception {
        RaceChecks.looksUpInEachRound(bed);
    }

    @Test
    @DisplayName("with real sockets, a live address wins against a silent one after the delay")
    void racesRealSockets(Testbed bed) throws Exception {
        RaceChecks.racesRealSockets(bed);
    }

    @Test
    @DisplayName("a delay below 10 ms or above 2 s is rejected, as RFC 8305 has it")
    void checksTheDelay() {
        for (var delay : List.of(ofMillis(9), ofMillis(2_001), Duration.ZERO, ofMillis(-250))) {
            assertThatThrownBy(() -> racer(delay), "a delay of %s", delay)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var delay : List.of(ofMillis(10), ofSeconds(2))) {
            assertThat(racer(delay)).as("one with a delay of %s", delay).isNotNull();
        }
    }

    private static HappyEyeballs racer(Duration delay) {
        return new HappyEyeballs(_ -> List.of(), new Track(), delay, Sleeper.system());
    }
}
