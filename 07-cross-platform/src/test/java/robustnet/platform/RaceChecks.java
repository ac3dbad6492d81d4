package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import robustnet.basics.Endpoint;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;
import robustnet.platform.Track.Start;
import robustnet.testkit.FullBacklog;
import robustnet.testkit.Testbed;
import robustnet.udp.NanoClock;

/// Tests of [HappyEyeballs] that take more lines than others.
final class RaceChecks {
    private static final Duration LONG = ofSeconds(60);
    private static final InetAddress FIRST = Families.four(1);
    private static final InetAddress SECOND = Families.four(2);

    private RaceChecks() {}

    static void triesTheNextAtOnceBesideASilentOne(Testbed bed, IOException refused)
            throws Exception {
        var six = Families.six("one.example", 1);
        var third = Families.four(3);
        var track = new Track(FIRST, six, SECOND, third);
        track.fails(six, refused);
        track.fails(SECOND, refused);
        var won = track.connects(third);
        var round = track.run(bed, LONG);
        track.awaitStarts(1, "the first address is tried, and is silent");
        track.advance(250);

        assertThat(Track.winner(round)).as("the connection").isSameAs(won);
        assertThat(track.starts)
                .as("when each began: the second and third fail at once, beside a silent one")
                .extracting(Start::at)
                .containsExactly(ofMillis(0), ofMillis(250), ofMillis(250), ofMillis(250));
    }

    static void beginsNothingAfterALateFailure(Testbed bed, IOException refused) throws Exception {
        var track = new Track(FIRST, SECOND);
        track.connects(SECOND);
        var awake = new CountDownLatch(1);
        Sleeper late = _ -> awake.await(); // a busy machine: who sleeps wakes up late
        var racer = new HappyEyeballs(_ -> List.of(FIRST, SECOND), track, ofMillis(250), late);
        var deadline = Deadline.after(ofMillis(100), track.clock::nanoTime);
        var round = bed.async(() -> racer.connect(new Endpoint("host", 1), deadline));
        track.awaitStarts(1, "the first address is tried");
        track.clock.advance(ofMillis(100));
        track.fails(FIRST, refused);
        track.expectNoMoreThan(1, "attempts, where the first fails after the deadline");
        awake.countDown();

        assertThat(Track.failure(round))
                .as("what the round has thrown, with its failure")
                .isInstanceOf(SocketTimeoutException.class)
                .hasSuppressedException(refused);
        assertThat(track.starts).as("attempts").hasSize(1);
    }

    static void racesASingleAddress(Testbed bed) throws Exception {
        var track = new Track(FIRST).stubborn(FIRST);
        var round = track.run(bed, ofMillis(100));
        track.awaitStarts(1, "the only address is tried");
        track.advance(100);

        assertThat(Track.failure(round))
                .as("thrown at the deadline, although the only attempt goes on")
                .isInstanceOf(SocketTimeoutException.class);
        track.awaitInterrupted(FIRST);
        var late = track.connects(FIRST);
        Track.soon("a connection after the deadline is closed").until(late::isClosed);
    }

    static void racesRealSockets(Testbed bed) throws Exception {
        assumeTrue(FullBacklog.supported(), "a silent address is to be had on Linux only");
        var silent = bed.closing(FullBacklog.open()).address();
        var live = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        var server = bed.closing(new ServerSocket(silent.getPort(), 50, live));
        var tcp = HappyEyeballs.Attempt.tcp(ofSeconds(5));
        var ended = new CountDownLatch(2);
        var racer =
                new HappyEyeballs(
                        _ -> List.of(silent.getAddress(), live),
                        (address, deadline) -> {
                            try {
                                return tcp.connect(address, deadline);
                            } finally {
                                ended.countDown();
                            }
                        },
                        ofMillis(20),
                        Sleeper.system());
        long start = System.nanoTime();

        var socket =
                bed.closing(
                        racer.connect(
                                new Endpoint("service.example", silent.getPort()),
                                Deadline.after(LONG, NanoClock.system())));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time until connected; a silent address would take its 5 s")
                .isBetween(ofMillis(20), ofMillis(2_500));
        assertThat(socket.getInetAddress()).as("who has won").isEqualTo(live);
        bed.closing(server.accept());
        assertThat(ended.await(2, TimeUnit.SECONDS))
                .as(
                        "the attempt at the silent address has ended with the race; if it has not:"
                                + " an interrupt ends a Socket's connect on a virtual thread only")
                .isTrue();
    }

    static void looksUpInEachRound(Testbed bed) throws Exception {
        var track = new Track();
        track.connects(FIRST);
        track.connects(SECOND);
        var answers = new ArrayList<List<InetAddress>>();
        answers.addAll(List.of(List.of(FIRST), List.of(SECOND), List.of()));
        var unknown = new UnknownHostException("host");
        Connector.Resolver resolver =
                _ -> {
                    if (answers.isEmpty()) {
                        throw unknown;
                    }
                    return answers.removeFirst();
                };
        var racer = new HappyEyeballs(resolver, track, ofMillis(10), Sleeper.system());
        var passed = Deadline.after(Duration.ZERO, NanoClock.system());
        var host = new Endpoint("host", 1);

        racer.connect(host, Deadline.after(LONG, NanoClock.system()));
        racer.connect(host, Deadline.after(LONG, NanoClock.system()));
        assertThat(track.starts)
                .as("tried in two rounds, between which the server has moved")
                .extracting(Start::address)
                .containsExactly(FIRST, SECOND);
        assertThatThrownBy(() -> racer.connect(host, passed), "a host without addresses")
                .isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> racer.connect(host, passed), "an unknown host").isSameAs(unknown);
    }
}
