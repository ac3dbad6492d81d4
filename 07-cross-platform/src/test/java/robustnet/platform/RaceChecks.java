package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import robustnet.basics.Endpoint;
import robustnet.errors.Connector;
import robustnet.errors.Deadline;
import robustnet.errors.Sleeper;
import robustnet.platform.Track.Start;
import robustnet.testkit.FullBacklog;
import robustnet.testkit.OneCarrier;
import robustnet.testkit.Parked;
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

        assertThat(Track.ended(round, "its fourth address answers"))
                .as("the connection")
                .isSameAs(won);
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

        assertThat(Track.failure(round, "its deadline has passed, and its only attempt has failed"))
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

        assertThat(Track.failure(round, "its deadline has passed"))
                .as("thrown at the deadline, although the only attempt goes on")
                .isInstanceOf(SocketTimeoutException.class);
        track.awaitInterrupted(FIRST);
        var late = track.connects(FIRST);
        Track.awaitThat("a connection after the deadline is closed", late::isClosed);
    }

    static void waitsByTheSleeperOnly(Testbed bed, IOException refused) throws Exception {
        var track = new Track(FIRST, SECOND, Families.four(3));
        var round = track.run(bed, LONG, ofMillis(10));
        track.awaitStarts(1, "the first address is tried");
        track.expectNoMoreThan(
                1,
                ofMillis(100),
                "attempts with a delay of 10 ms, where the sleeper's time stands");
        var hasEnded = track.awaitAsleepUntil(10);
        track.fails(FIRST, refused);
        track.awaitStarts(2, "the first address fails, the second is tried");
        Track.awaitThat("who slept for a delay that is awaited no more is interrupted", hasEnded);
        var won = track.connects(SECOND);

        assertThat(Track.ended(round, "its second address answers"))
                .as("the connection")
                .isSameAs(won);
    }

    static void heedsAnEarlierInterrupt(Testbed bed) throws Exception {
        var track = new Track(FIRST);
        var made = track.connects(FIRST);
        var round =
                bed.async(
                        () -> {
                            Thread.currentThread().interrupt();
                            return track.race(LONG, ofMillis(250));
                        });

        assertThat(Track.failure(round, "its thread was interrupted before it began"))
                .as("what was thrown by a thread that was interrupted before")
                .isInstanceOf(InterruptedException.class);
        Track.awaitThat(
                "the connection that was made all the same is closed",
                () -> made.isClosed() || track.starts.isEmpty());
    }

    static void losesNothingAtAnInterrupt(Testbed bed) throws Exception {
        for (int i = 0; i < 5; i++) {
            var track = new Track(FIRST);
            var caller = new CompletableFuture<Thread>();
            var interrupted = new AtomicBoolean();
            CompletableFuture<Socket> round =
                    bed.async(
                            () -> {
                                caller.complete(Thread.currentThread());
                                try {
                                    return track.race(LONG, ofMillis(250));
                                } finally {
                                    interrupted.set(Thread.currentThread().isInterrupted());
                                }
                            });
            track.awaitStarts(1, "the only address is tried");
            Parked.await(caller.join(), "connect");
            Socket made;
            Optional<Socket> returned;
            try (var _ = OneCarrier.hold()) { // nobody runs before both have happened
                made = track.connects(FIRST);
                caller.join().interrupt();
                returned = returnedUnlessInterrupted(round); // and then one after the other
            }

            if (returned.isPresent()) {
                assertThat(made.isClosed()).as("whether the winner was closed").isFalse();
                assertThat(interrupted)
                        .as("the interrupt status, where the round has returned a connection")
                        .isTrue();
            } else {
                // An attempt that was interrupted before it had its connection has none to close.
                Track.awaitThat(
                        "the connection of an interrupted round is closed",
                        () -> made.isClosed() || !track.interrupted.isEmpty());
            }
        }
    }

    private static Optional<Socket> returnedUnlessInterrupted(CompletableFuture<Socket> round)
            throws Exception {
        try {
            return Optional.of(Track.ended(round, "it was interrupted when it had a connection"));
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .as("what an interrupted round throws")
                    .isInstanceOf(InterruptedException.class);
            return Optional.empty();
        }
    }

    static void racesRealSockets(Testbed bed) throws Exception {
        assumeTrue(FullBacklog.supported(), "a silent address is to be had on Linux only");
        var silent = bed.closing(FullBacklog.open()).address();
        var live = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        var server = bed.closing(new ServerSocket(silent.getPort(), 50, live));
        var tcp = HappyEyeballs.Attempt.tcp(ofSeconds(5));
        var begun = new CountDownLatch(1);
        var ended = new CountDownLatch(2);
        var racer =
                new HappyEyeballs(
                        _ -> List.of(silent.getAddress(), live),
                        (address, deadline) -> {
                            try {
                                if (address.getAddress().equals(live)) {
                                    await(begun); // or, on a busy machine, it may be a race of one
                                } else {
                                    begun.countDown();
                                }
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

    private static void await(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            throw new InterruptedIOException();
        }
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
