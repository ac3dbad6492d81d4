package robustnet.platform;

import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.platform.OptionReport.Adjusted;
import robustnet.platform.OptionReport.Applied;
import robustnet.platform.OptionReport.NotApplied;
import robustnet.testkit.Exercise;
import robustnet.testkit.SocketPair;
import robustnet.testkit.Testbed;

@Exercise(id = "7.2", title = "Keep-alive", level = 2, minutes = 30, edit = KeepAlive.class)
class KeepAliveTest {
    private static final KeepAlive WANTED = new KeepAlive(ofSeconds(40), ofSeconds(7), 4);
    private static final Map<SocketOption<Integer>, Integer> TIMES = times();

    /// Always in the same order, so that the same program fails in the same way.
    private static Map<SocketOption<Integer>, Integer> times() {
        var times = new LinkedHashMap<SocketOption<Integer>, Integer>();
        times.put(TCP_KEEPIDLE, 40);
        times.put(TCP_KEEPINTERVAL, 7);
        times.put(TCP_KEEPCOUNT, 4);
        return times;
    }

    @Test
    @DisplayName("keep-alive is switched on: the three times alone do nothing (X2)")
    void switchesItOn(Testbed bed) throws Exception {
        var pair = bed.closing(SocketPair.open());

        WANTED.apply(pair.near());
        WANTED.apply(pair.far());

        assertThat(pair.near().getKeepAlive()).as("SO_KEEPALIVE of the client").isTrue();
        assertThat(pair.far().getKeepAlive()).as("SO_KEEPALIVE of what was accepted").isTrue();
    }

    @Test
    @DisplayName("a socket has the times afterwards, in seconds, as far as it knows them (X2)")
    void setsTheTimesOfASocket(Testbed bed) throws Exception {
        var socket = bed.closing(SocketPair.open()).near();

        WANTED.apply(socket);

        for (var option : TIMES.keySet()) {
            if (socket.supportedOptions().contains(option)) {
                assertThat(socket.getOption(option))
                        .as("%s of the socket", option)
                        .isEqualTo(TIMES.get(option));
            }
        }
    }

    @Test
    @DisplayName("a channel has them too, connected or not yet (X2)")
    void setsTheTimesOfAChannel(Testbed bed) throws Exception {
        var server = bed.closing(ServerSocketChannel.open());
        server.bind(new InetSocketAddress(bed.loopback(), 0));
        var fresh = bed.closing(SocketChannel.open());
        var connected = bed.closing(SocketChannel.open(server.getLocalAddress()));

        for (var channel : new SocketChannel[] {fresh, connected}) {
            WANTED.apply(channel);

            assertThat(channel.getOption(SO_KEEPALIVE)).as("SO_KEEPALIVE, %s", channel).isTrue();
            for (var option : TIMES.keySet()) {
                if (channel.supportedOptions().contains(option)) {
                    assertThat(channel.getOption(option))
                            .as("%s, %s", option, channel)
                            .isEqualTo(TIMES.get(option));
                }
            }
        }
    }

    @Test
    @DisplayName("on macOS, where all four options are there, all four are applied (X1)")
    void appliesAllOnMacos() throws IOException {
        var report = WANTED.apply(Systems.macos());

        assertThat(report.outcomes())
                .as("outcomes, in the order of the Javadoc")
                .containsExactly(
                        new Applied(SO_KEEPALIVE, true),
                        new Applied(TCP_KEEPIDLE, 40),
                        new Applied(TCP_KEEPINTERVAL, 7),
                        new Applied(TCP_KEEPCOUNT, 4));
        assertThat(report.isComplete()).as("isComplete() of %s", report).isTrue();
    }

    @Test
    @DisplayName("the report on a real socket tells what the socket has (X1)")
    void reportsOnARealSocket(Testbed bed) throws Exception {
        var socket = bed.closing(SocketPair.open()).near();

        var report = WANTED.apply(socket);

        assertOptions(report);
        for (var option : TIMES.keySet()) {
            var outcome = report.of(option).orElseThrow();
            if (socket.supportedOptions().contains(option)) {
                assertThat(outcome).isEqualTo(new Applied(option, TIMES.get(option)));
            } else {
                assertThat(outcome).isInstanceOf(NotApplied.class);
            }
        }
    }

    @Test
    @DisplayName("on an older Windows it is switched on, and the report says what is missing (X1)")
    void appliesWhatOlderWindowsHas() throws IOException {
        var windows = Systems.olderWindows();

        var report = WANTED.apply(windows);

        assertThat(windows.getOption(SO_KEEPALIVE)).as("SO_KEEPALIVE of the channel").isTrue();
        assertOptions(report);
        assertThat(report.of(SO_KEEPALIVE)).contains(new Applied(SO_KEEPALIVE, true));
        for (var option : TIMES.keySet()) {
            assertNotApplied(report, option);
        }
        assertThat(report.isComplete()).as("isComplete() of %s", report).isFalse();
    }

    @Test
    @DisplayName("each option is asked for by itself, whichever is missing (X1)")
    void asksForEachOption() throws IOException {
        var report = WANTED.apply(Systems.offering(TCP_KEEPCOUNT, SO_KEEPALIVE, TCP_KEEPIDLE));

        assertOptions(report);
        assertThat(report.of(TCP_KEEPIDLE)).contains(new Applied(TCP_KEEPIDLE, 40));
        assertNotApplied(report, TCP_KEEPINTERVAL);
        assertThat(report.of(TCP_KEEPCOUNT)).contains(new Applied(TCP_KEEPCOUNT, 4));
    }

    @Test
    @DisplayName("what is not supported is never set (X1)")
    void setsOnlyWhatIsThere() throws IOException {
        var windows = Systems.olderWindows();

        WANTED.apply(windows);

        for (var option : TIMES.keySet()) {
            verify(windows, never()).setOption(eq(option), any());
        }
    }

    @Test
    @DisplayName(
            "the same call on UDP and on a Unix socket does no harm, and reports four misses (X1)")
    void doesNoHarmElsewhere(Testbed bed) throws Exception {
        assertNothingApplied(WANTED.apply(bed.closing(DatagramChannel.open())));
        ProtocolFamily unix = StandardProtocolFamily.UNIX;
        try {
            assertNothingApplied(WANTED.apply(bed.closing(SocketChannel.open(unix))));
        } catch (UnsupportedOperationException e) {
            assertThat(e.getStackTrace())
                    .as("a system without Unix sockets: it is open() that says so, not apply()")
                    .noneMatch(frame -> frame.getClassName().equals(KeepAlive.class.getName()));
        }
    }

    @Test
    @DisplayName(
            "an option that the system refuses is reported, and the others are set all the same")
    void goesOnAfterARefusal() throws IOException {
        for (var refusal :
                new Exception[] {
                    new SocketException("refused"),
                    new IllegalArgumentException("refused"),
                    new UnsupportedOperationException("refused"),
                    new IllegalStateException("refused")
                }) {
            var channel = Systems.macos();
            willThrow(refusal).given(channel).setOption(eq(TCP_KEEPIDLE), any());

            var report = WANTED.apply(channel);

            assertOptions(report);
            assertNotApplied(report, TCP_KEEPIDLE);
            assertThat(channel.getOption(TCP_KEEPINTERVAL))
                    .as("TCP_KEEPINTERVAL, after %s at TCP_KEEPIDLE", refusal)
                    .isEqualTo(7);
            assertThat(report.of(TCP_KEEPCOUNT)).contains(new Applied(TCP_KEEPCOUNT, 4));
        }
    }

    @Test
    @DisplayName("the switch can be refused too, and the times are set all the same")
    void goesOnWithoutTheSwitch() throws IOException {
        var channel = Systems.macos();
        willThrow(new SocketException()).given(channel).setOption(eq(SO_KEEPALIVE), any());

        var report = WANTED.apply(channel);

        assertNotApplied(report, SO_KEEPALIVE);
        assertThat(report.of(TCP_KEEPIDLE)).contains(new Applied(TCP_KEEPIDLE, 40));
    }

    @Test
    @DisplayName("the report tells the value that was read back, not the one that was hoped for")
    void readsBack() throws IOException {
        var channel = Systems.macos();
        willReturn(60).given(channel).getOption(TCP_KEEPIDLE);
        willReturn(false).given(channel).getOption(SO_KEEPALIVE);

        var report = WANTED.apply(channel);

        assertThat(report.of(TCP_KEEPIDLE))
                .as("what became of 40 s, where the system has made 60 s of it")
                .contains(new Adjusted(TCP_KEEPIDLE, 40, 60));
        assertThat(report.of(SO_KEEPALIVE))
                .as("what became of the switch, where it stayed off")
                .contains(new Adjusted(SO_KEEPALIVE, true, false));
        assertThat(report.isComplete()).as("isComplete() of %s", report).isFalse();
    }

    @Test
    @DisplayName("an option that cannot be read back does not count as applied")
    void doubtsWhatItCannotRead() throws IOException {
        var channel = Systems.macos();
        willThrow(new SocketException("not now")).given(channel).getOption(TCP_KEEPCOUNT);

        var report = WANTED.apply(channel);

        assertOptions(report);
        assertNotApplied(report, TCP_KEEPCOUNT);
    }

    @Test
    @DisplayName("a part of a second counts as a whole one, and a whole one as no more")
    void roundsUp() throws IOException {
        assertSeconds(ofMillis(1), 1);
        assertSeconds(ofMillis(999), 1);
        assertSeconds(Duration.ofNanos(1), 1);
        assertSeconds(ofSeconds(1), 1);
        assertSeconds(ofMillis(1_500), 2);
        assertSeconds(ofSeconds(2).plusNanos(1), 3);
        assertSeconds(ofSeconds(32_767), 32_767);
    }

    @Test
    @DisplayName("a socket or a channel that is closed is reported, not thrown")
    void reportsAClosedSocket() throws IOException {
        var channel = SocketChannel.open();
        channel.close();
        var socket = new Socket();
        socket.close();

        assertNothingApplied(WANTED.apply(channel));
        assertNothingApplied(WANTED.apply(socket));
    }

    @Test
    @DisplayName("a channel that cannot even say what it supports is reported, not thrown")
    void reportsAChannelThatCannotSay() throws IOException {
        var channel = Systems.macos();
        willThrow(new IllegalStateException("not now")).given(channel).supportedOptions();

        assertNothingApplied(WANTED.apply(channel));
    }

    private static void assertSeconds(Duration time, int seconds) throws IOException {
        NetworkChannel channel = Systems.macos();

        new KeepAlive(time, time, 1).apply(channel);

        assertThat(channel.getOption(TCP_KEEPIDLE))
                .as("TCP_KEEPIDLE, set for an idle time of %s", time)
                .isEqualTo(seconds);
        assertThat(channel.getOption(TCP_KEEPINTERVAL))
                .as("TCP_KEEPINTERVAL, set for an interval of %s", time)
                .isEqualTo(seconds);
    }

    private static void assertNothingApplied(OptionReport report) {
        assertOptions(report);
        assertThat(report.outcomes())
                .as("outcomes: none was applied, and each has a reason")
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(NotApplied.class));
    }

    private static void assertNotApplied(OptionReport report, SocketOption<?> option) {
        assertThat(report.of(option).orElseThrow())
                .as("what became of %s", option)
                .isInstanceOf(NotApplied.class);
    }

    private static void assertOptions(OptionReport report) {
        assertThat(options(report))
                .as("what the report is about: all four options, in order, also those not applied")
                .isEqualTo(List.of(SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTERVAL, TCP_KEEPCOUNT));
    }

    private static List<SocketOption<?>> options(OptionReport report) {
        var options = new ArrayList<SocketOption<?>>();
        report.outcomes().forEach(outcome -> options.add(outcome.option()));
        return options;
    }
}
