package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static robustnet.udp.Beats.awaitUp;
import static robustnet.udp.Beats.heartbeat;
import static robustnet.udp.Beats.listen;
import static robustnet.udp.Beats.socket;
import static robustnet.udp.HeartbeatMonitor.Status.DOWN;
import static robustnet.udp.HeartbeatMonitor.Status.SUSPECT;
import static robustnet.udp.HeartbeatMonitor.Status.UP;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.FakeClock;
import robustnet.testkit.JulLog;
import robustnet.testkit.Testbed;

@Exercise(
        id = "2.6",
        title = "Heartbeats",
        level = 2,
        minutes = 40,
        edit = {HeartbeatMonitor.class, HeartbeatSender.class, HeartbeatListener.class})
class HeartbeatsTest {
    private static final SocketAddress ANN = new InetSocketAddress("192.0.2.1", 7000);
    private static final SocketAddress BEN = new InetSocketAddress("192.0.2.2", 7000);
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeClock clock = new FakeClock();

    /// Suspects after 300 ms, gives up after 1 s.
    private HeartbeatMonitor watch(SocketAddress... peers) {
        return new HeartbeatMonitor(
                List.of(peers), Duration.ofMillis(300), Duration.ofSeconds(1), clock::nanoTime);
    }

    private void pass(int millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    @Test
    @DisplayName("a peer that was never heard is DOWN, whatever the clock shows")
    void isDownUntilHeard() {
        var monitor = watch(ANN);
        assertThat(monitor.status(ANN)).as("a peer that nobody has heard").isEqualTo(DOWN);
        pass(2);
        assertThat(monitor.status(ANN)).as("the same, a little later").isEqualTo(DOWN);
    }

    @Test
    @DisplayName("a silent peer is suspect first and dead later, at exactly the given times (E22)")
    void suspectsBeforeItGivesUp() {
        var monitor = watch(ANN);
        monitor.heard(ANN);
        assertThat(monitor.status(ANN)).as("just heard").isEqualTo(UP);
        pass(2);
        assertThat(clock.nanoTime()).as("the nano time after its wrap").isNegative();
        assertThat(monitor.status(ANN)).as("heard 2 ms ago, before the wrap").isEqualTo(UP);
        pass(297);
        assertThat(monitor.status(ANN)).as("silent for 299 ms of 300").isEqualTo(UP);
        pass(1);
        assertThat(monitor.status(ANN)).as("silent for 300 ms of 300").isEqualTo(SUSPECT);
        pass(699);
        assertThat(monitor.status(ANN)).as("silent for 999 ms of 1 s").isEqualTo(SUSPECT);
        pass(1);
        assertThat(monitor.status(ANN)).as("silent for 1 s of 1 s").isEqualTo(DOWN);
    }

    @Test
    @DisplayName("a monitor measures in nanoseconds, at any time of the clock, for as long as told")
    void measuresExactly() {
        var time = new AtomicLong();
        var never = Duration.ofSeconds(Long.MAX_VALUE);
        var monitor = new HeartbeatMonitor(List.of(ANN), Duration.ofNanos(1500), never, time::get);
        monitor.heard(ANN);
        assertThat(monitor.status(ANN)).as("heard at the nano time 0").isEqualTo(UP);
        time.set(1499);
        assertThat(monitor.status(ANN)).as("silent for 1499 ns of 1500").isEqualTo(UP);
        time.set(1500);
        assertThat(monitor.status(ANN)).as("silent for 1500 ns of 1500").isEqualTo(SUSPECT);
        time.set(Long.MAX_VALUE);
        assertThat(monitor.status(ANN)).as("silent for 292 years").isEqualTo(SUSPECT);
    }

    @Test
    @DisplayName("a peer that beats stays UP, also when it was suspect or dead before")
    void comesBackWithAHeartbeat() {
        var monitor = watch(ANN);
        for (int i = 0; i < 10; i++) {
            monitor.heard(ANN);
            pass(200);
            assertThat(monitor.status(ANN)).as("200 ms after heartbeat %d", i).isEqualTo(UP);
        }

        pass(300);
        assertThat(monitor.status(ANN)).as("silent for 500 ms").isEqualTo(SUSPECT);
        monitor.heard(ANN);
        assertThat(monitor.status(ANN)).as("a suspect that was heard").isEqualTo(UP);

        pass(5000);
        assertThat(monitor.status(ANN)).as("silent for 5 s").isEqualTo(DOWN);
        monitor.heard(ANN);
        assertThat(monitor.status(ANN)).as("a dead one that was heard").isEqualTo(UP);
    }

    @Test
    @DisplayName("each peer has its own status, and strangers have none (U8)")
    void keepsPeersApart() {
        var peers = new ArrayList<>(List.of(ANN));
        var monitor = new HeartbeatMonitor(peers, Duration.ofMillis(1), HOUR, clock::nanoTime);
        peers.add(BEN);
        assertThat(monitor.heard(ANN)).as("heard a watched peer").isTrue();
        assertThat(monitor.heard(BEN)).as("heard one who is not watched").isFalse();
        assertThatThrownBy(() -> monitor.status(BEN), "the status of one who is not watched")
                .isInstanceOf(IllegalArgumentException.class);

        var both = watch(ANN, BEN);
        both.heard(ANN);
        pass(500);
        both.heard(BEN);
        assertThat(both.status(ANN)).as("the silent one").isEqualTo(SUSPECT);
        assertThat(both.status(BEN)).as("the other one").isEqualTo(UP);
    }

    @Test
    @DisplayName("the silence for suspicion is more than 0, the one for death is longer")
    void checksItsDurations() {
        var second = Duration.ofSeconds(1);
        var more = second.plusNanos(1);

        assertThat(watch(second, more)).as("1 s, and 1 ns more").isNotNull();
        assertThatThrownBy(() -> watch(Duration.ZERO, second), "suspicion after 0")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> watch(second, second), "death at the moment of suspicion")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private HeartbeatMonitor watch(Duration suspectAfter, Duration downAfter) {
        return new HeartbeatMonitor(List.of(ANN), suspectAfter, downAfter, clock::nanoTime);
    }

    @Test
    @DisplayName("the sender beats at once and then at its interval, numbered from 0")
    void beatsAtItsInterval(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the monitor");
        long start = System.nanoTime();
        bed.closing(HeartbeatSender.start(socket(bed), peer.address(), Duration.ofMillis(100)));

        for (int i = 0; i < 4; i++) {
            var beat = Packet.decode(ByteBuffer.wrap(peer.receive().bytes()));
            assertThat(beat)
                    .as("heartbeat %d, without payload", i)
                    .isEqualTo(new Packet(Packet.Type.HEARTBEAT, i, beat.nanoTime(), new byte[0]));
            assertThat(Duration.ofNanos(beat.nanoTime() - start))
                    .as("when heartbeat %d was sent, by its nano time, from the start", i)
                    .isBetween(Duration.ofMillis(100L * i), Duration.ofSeconds(3));
        }
    }

    @Test
    @DisplayName("heartbeats that cannot be sent do not end the sender")
    void survivesFailedSends(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the monitor");
        var socket = bed.closing(new Beats.FailingTwice(bed.loopback()));
        bed.closing(HeartbeatSender.start(socket, peer.address(), Duration.ofMillis(5)));

        var beat = Packet.decode(ByteBuffer.wrap(peer.receive().bytes()));

        assertThat(beat.sequence())
                .as("the number of the first heartbeat that got out, after 0 and 1 could not")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("the first heartbeat comes at once, even of an hourly sender, and close ends it")
    void closesTheSender(Testbed bed) throws Exception {
        var peer = UdpPeer.open(bed, "the monitor");
        var socket = socket(bed);
        for (var wrong : List.of(Duration.ZERO, Duration.ofNanos(999_999), HOUR.plusNanos(1))) {
            assertThatThrownBy(
                            () -> HeartbeatSender.start(socket, peer.address(), wrong),
                            "an interval of %s",
                            wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(socket.isClosed()).as("the caller's socket was closed").isFalse();

        var sender = HeartbeatSender.start(socket, peer.address(), HOUR);
        peer.receive();
        sender.close();
        sender.close();
        assertThat(socket.isClosed()).as("the socket is closed after close").isTrue();
        peer.send("marker", peer.address());
        assertThat(peer.receive().text()).as("what came after the only beat").isEqualTo("marker");
    }

    @Test
    @DisplayName("close keeps the interrupt of its caller, and waits for its thread all the same")
    void closesUnderAnInterrupt(Testbed bed) throws Exception {
        var sending = bed.closing(new Beats.SlowToEnd(bed.loopback()));
        var peer = UdpPeer.open(bed, "the monitor");
        var sender = bed.closing(HeartbeatSender.start(sending, peer.address(), HOUR));
        closeInterrupted(sending, sender);

        var listening = bed.closing(new Beats.SlowToEnd(bed.loopback()));
        var listener = bed.closing(HeartbeatListener.start(listening, watch(ANN)));
        closeInterrupted(listening, listener);
    }

    private static void closeInterrupted(Beats.SlowToEnd socket, AutoCloseable user)
            throws Exception {
        assertThat(socket.begun.await(2, TimeUnit.SECONDS)).as("the socket was used").isTrue();
        Thread.currentThread().interrupt();
        user.close();
        assertThat(Thread.interrupted()).as("the interrupt status that the caller had").isTrue();
        assertThat(socket.ended)
                .as("the thread had left its socket when close returned, in spite of the interrupt")
                .isTrue();
    }

    @Test
    @DisplayName("only close or a broken socket ends the listening (U11)")
    void listensOn(Testbed bed) throws Exception {
        var ann = UdpPeer.open(bed, "Ann");
        var socket = bed.closing(new Beats.ReceivingLater(bed.loopback()));
        var monitor =
                new HeartbeatMonitor(
                        List.of(ann.address()), Duration.ofMillis(1), HOUR, Beats.failingOnce());
        bed.closing(HeartbeatListener.start(socket, monitor));

        ann.send(heartbeat(0), socket.getLocalSocketAddress());
        ann.send(heartbeat(0), socket.getLocalSocketAddress());

        awaitUp(monitor, ann.address());
    }

    @Test
    @DisplayName("the listener hears a sender, and closing it is no error")
    void hearsASender(Testbed bed) throws Exception {
        var jul = JulLog.collect(bed);
        var from = socket(bed);
        var monitor = watch(from.getLocalSocketAddress(), BEN);
        var socket = socket(bed);
        var listener = bed.closing(HeartbeatListener.start(socket, monitor));

        bed.closing(
                HeartbeatSender.start(from, socket.getLocalSocketAddress(), Duration.ofMillis(5)));

        awaitUp(monitor, from.getLocalSocketAddress());
        assertThat(monitor.status(BEN)).as("the peer that sends nothing").isEqualTo(DOWN);
        listener.close();
        listener.close();
        assertThat(socket.isClosed()).as("the socket is closed after close").isTrue();
        assertThat(bed.log() + jul.text())
                .as("the log of a normal stop, by any logger")
                .doesNotContain("WARN", "ERROR");
    }

    @Test
    @DisplayName("what is no heartbeat is ignored and does not end the listening (U11)")
    void ignoresGarbage(Testbed bed) throws Exception {
        var ann = UdpPeer.open(bed, "Ann");
        var ben = UdpPeer.open(bed, "Ben, who sends garbage");
        var monitor = watch(ann.address(), ben.address());
        var listener = listen(bed, monitor);
        var good = heartbeat(10);
        var corrupt = good.clone();
        corrupt[30] ^= 1;

        for (var garbage :
                List.of(
                        new byte[0],
                        "I am alive".getBytes(),
                        corrupt,
                        Arrays.copyOf(good, 31),
                        new Packet(Packet.Type.DATA, 0, 0, new byte[0]).encode())) {
            ben.send(garbage, listener);
        }
        UdpPeer.open(bed, "a stranger").send(good, listener);
        ann.send(good, listener);

        awaitUp(monitor, ann.address());
        assertThat(monitor.status(ben.address())).as("the peer that sent garbage").isEqualTo(DOWN);
    }

    @Test
    @DisplayName("a datagram that is longer than the longest packet is no heartbeat (U1)")
    void ignoresWhatIsTooLong(Testbed bed) throws Exception {
        var ann = UdpPeer.open(bed, "Ann");
        var ben = UdpPeer.open(bed, "Ben, who sends a byte too much");
        var monitor = watch(ann.address(), ben.address());
        var listener = listen(bed, monitor);
        var longest = heartbeat(Packet.MAX_PAYLOAD);

        ben.send(Arrays.copyOf(longest, longest.length + 1), listener);
        ann.send(longest, listener);

        awaitUp(monitor, ann.address());
        assertThat(monitor.status(ben.address()))
                .as("the peer whose datagram was a byte longer than a packet may be")
                .isEqualTo(DOWN);
    }
}
