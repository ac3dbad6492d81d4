package robustnet.platform;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    static void racesRealSockets(Testbed bed) throws Exception {
        assumeTrue(FullBacklog.supported(), "a silent address is to be had on Linux only");
        var silent = bed.closing(FullBacklog.open()).address();
        var live = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        var server = bed.closing(new ServerSocket(silent.getPort(), 50, live));
        var racer =
                new HappyEyeballs(
                        _ -> List.of(silent.getAddress(), live),
                        HappyEyeballs.Attempt.tcp(ofSeconds(5)),
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
