package robustnet.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.udp.LossMeter.Report;

@Exercise(id = "2.4", title = "Loss meter", level = 2, minutes = 30, edit = LossMeter.class)
class LossMeterTest {
    private static final int MILLI = 1_000_000;

    @Test
    @DisplayName("before the first packet everything is 0, the loss rate too")
    void beginsAtZero() {
        var report = new LossMeter(10).report();

        assertCounts(report, 0, 0, 0, 0, 0);
        assertThat(report.lost()).as("lost").isZero();
        assertThat(report.lossRate()).as("the loss rate of no packets").isEqualTo(0.0);
        assertThat(report.jitter()).as("jitter").isEqualTo(Duration.ZERO);
    }

    @Test
    @DisplayName("numbers that are left out are lost packets")
    void countsLostPackets() {
        var report = after(10, 1, 2, 5);

        assertCounts(report, 5, 3, 0, 0, 0);
        assertThat(report.lost()).as("lost: 3 and 4").isEqualTo(2);
        assertThat(report.lossRate()).as("the loss rate, 2 of 5").isEqualTo(0.4);
    }

    @Test
    @DisplayName("a packet that comes late is lost until it comes, and then only out of order")
    void takesBackALossWhenThePacketComes() {
        assertThat(after(10, 1, 3).lost()).as("lost, of 1 and 3").isEqualTo(1);

        var report = after(10, 1, 3, 2, 4);

        assertCounts(report, 4, 4, 0, 1, 0);
        assertThat(report.lost()).as("lost, after 2 came").isZero();
    }

    @Test
    @DisplayName("a packet that comes twice does not make up for one that is lost")
    void keepsDuplicatesApart() {
        var report = after(10, 1, 2, 2, 4, 1, 4, 4);

        assertCounts(report, 4, 3, 4, 0, 0);
        assertThat(report.lost()).as("lost: 3, though seven packets came").isEqualTo(1);
        assertThat(report.lossRate()).as("the loss rate, 1 of 4").isEqualTo(0.25);
    }

    @Test
    @DisplayName("the first packet to come need not be the first that was sent")
    void countsFromTheLowestNumber() {
        var report = after(10, 5, 3, 6);

        assertCounts(report, 4, 3, 0, 1, 0);
        assertThat(report.lost()).as("lost: 4").isEqualTo(1);
    }

    @Test
    @DisplayName("after the highest number comes 0, and it is one more")
    void countsAcrossTheWrapAround() {
        assertCounts(after(10, -2, -1, 0, 1), 4, 4, 0, 0, 0);
        assertCounts(after(10, -2, 0, -1, 2, 1, -1), 5, 5, 1, 2, 0);
        assertCounts(after(10, Integer.MAX_VALUE, Integer.MIN_VALUE), 2, 2, 0, 0, 0);
        assertCounts(after(10, Integer.MIN_VALUE, Integer.MAX_VALUE), 2, 2, 0, 1, 0);
    }

    @Test
    @DisplayName("two numbers in the window never share a place, on either side of the wrap-around")
    void keepsPlacesApartAcrossTheWrapAround() {
        var lateOne = IntStream.rangeClosed(-297, 1).filter(n -> n != -296);
        assertCounts(after(1000, lateOne.map(n -> n == 1 ? -296 : n).toArray()), 298, 298, 0, 1, 0);

        var firstIsLast = IntStream.range(0, 297).map(n -> n == 296 ? -1 : n);
        assertCounts(after(1000, firstIsLast.toArray()), 297, 297, 0, 1, 0);
    }

    @Test
    @DisplayName("a packet that fell out of the window is counted as too old, and nowhere else")
    void countsWhatIsTooOld() {
        var report = after(4, 10, 14, 10, 9, 11, 11);

        assertCounts(report, 5, 3, 1, 1, 2);
        assertCounts(after(1, 10, 10, 11, 10), 2, 2, 1, 0, 1);
    }

    @Test
    @DisplayName("after a gap longer than the window no old number is taken for a new one")
    void forgetsWhatFellOutOfTheWindow() {
        assertCounts(after(4, 0, 1, 2, 3, 6, 5, 4, 3), 7, 7, 1, 2, 0);
        assertCounts(after(8, 0, 1, 2, 3, 4, 5, 6, 7, 1000, 993, 994), 1001, 11, 0, 2, 0);
        assertCounts(after(3, -2, -1, 0, 3, 2, 1), 6, 6, 0, 2, 0);
    }

    @Test
    @DisplayName("a gap of two thousand million numbers costs no more than a small one")
    void jumpsFar() {
        var sequences = new int[200];
        for (int i = 0; i < sequences.length; i++) {
            sequences[i] = i * Integer.MAX_VALUE;
        }

        var report = after(1000, sequences);

        assertCounts(report, 199L * Integer.MAX_VALUE + 1, 200, 0, 0, 0);
    }

    @Test
    @DisplayName("jitter moves by a sixteenth of each change in the time under way (RFC 3550)")
    void measuresJitter() {
        var meter = new LossMeter(10);
        int[] sent = {0, 20, 40, 60, 80};
        int[] arrived = {50, 80, 90, 110, 136};
        double[] jitter = {0, 0.625, 1.2109375, 1.13525390625, 1.4393005371};

        for (int i = 0; i < sent.length; i++) {
            meter.arrived(i, (long) sent[i] * MILLI, (long) arrived[i] * MILLI);

            assertJitter(meter, jitter[i], "after packet %d".formatted(i));
        }
    }

    @Test
    @DisplayName("jitter compares with the packet that came before, not with the number before")
    void measuresJitterInTheOrderOfArrival() {
        var meter = new LossMeter(4);
        meter.arrived(1, 0, 50 * MILLI);
        meter.arrived(3, 40 * MILLI, 90 * MILLI);
        meter.arrived(2, 20 * MILLI, 102 * MILLI);
        assertJitter(meter, 2, "after 1, 3 and a 2 that took 32 ms longer");

        meter.arrived(4, 60 * MILLI, 110 * MILLI);
        assertJitter(meter, 3.875, "after a 4 that took 32 ms less than the 2 before it");

        meter.arrived(4, 60 * MILLI, 910 * MILLI);
        meter.arrived(-100, 0, 911 * MILLI);
        assertJitter(meter, 3.875, "after a duplicate, and one too old: they do not count");
    }

    @Test
    @DisplayName("jitter compares with what was received last, not with a duplicate after it")
    void leavesDuplicatesOutOfTheJitter() {
        var meter = new LossMeter(10);
        int[] numbers = {0, 1, 2, 4, 3, 4, 6};
        int[] arrived = {50, 70, 100, 130, 131, 133, 170};
        double[] jitter = {0, 0, 0.625, 1.2109375, 2.44775390625, 2.44775390625, 3.60726928711};

        for (int i = 0; i < numbers.length; i++) {
            meter.arrived(numbers[i], 20L * MILLI * numbers[i], (long) arrived[i] * MILLI);

            assertJitter(meter, jitter[i], "in row %d of the page's table".formatted(i + 1));
        }
    }

    @Test
    @DisplayName("jitter compares with what was received last, not with one too old after it")
    void leavesWhatIsTooOldOutOfTheJitter() {
        var meter = new LossMeter(4);
        meter.arrived(10, 0, 50 * MILLI);
        meter.arrived(2, 0, 850 * MILLI);
        meter.arrived(11, 20 * MILLI, 86 * MILLI);

        assertJitter(meter, 1, "of 10 and 11, with one between them that is too old");
    }

    @Test
    @DisplayName("a packet may take seconds longer: 3 s make the jitter 187.5 ms")
    void measuresALongDelay() {
        var meter = new LossMeter(10);
        meter.arrived(1, 0, 0);
        meter.arrived(2, 0, 3_000L * MILLI);

        assertJitter(meter, 187.5, "after 3 s more: nanoseconds that no int holds");
    }

    @Test
    @DisplayName("the clocks of sender and receiver need not agree, and may wrap (E22)")
    void measuresJitterWithClocksThatWrap() {
        for (var start : new long[][] {{0, Long.MAX_VALUE}, {Long.MAX_VALUE, 7}, {-5, -1}}) {
            var meter = new LossMeter(10);
            meter.arrived(1, start[0], start[1]);
            meter.arrived(2, start[0] + 20 * MILLI, start[1] + 36 * MILLI);

            assertJitter(meter, 1, "clocks at %d and %d".formatted(start[0], start[1]));
        }
    }

    @Test
    @DisplayName("over a link that loses, doubles and reorders, every packet is accounted for")
    void accountsForEveryPacket(Testbed bed) {
        var meter = new LossMeter(256);
        var stream = new ArrayList<Integer>();
        for (int i = 0; i < 20_000; i++) {
            if (bed.random().nextInt(10) == 0) continue;
            stream.add(Math.max(0, stream.size() - bed.random().nextInt(8)), -10_000 + i);
            if (bed.random().nextInt(20) == 0) stream.add(-10_000 + i);
        }
        var seen = new HashSet<Integer>();
        long duplicates = 0;
        long reordered = 0;
        int highest = Integer.MIN_VALUE;
        int lowest = Integer.MAX_VALUE;
        for (int sequence : stream) {
            meter.arrived(sequence, 0, 0);
            if (!seen.add(sequence)) duplicates++;
            else if (sequence < highest) reordered++;
            highest = Math.max(highest, sequence);
            lowest = Math.min(lowest, sequence);
        }

        long expected = (long) highest - lowest + 1;
        assertCounts(meter.report(), expected, seen.size(), duplicates, reordered, 0);
    }

    @Test
    @DisplayName("a report does not change when more packets arrive, and a window must have a size")
    void reportsAreValues() {
        var meter = new LossMeter(1 << 20);
        meter.arrived(1, 0, 0);
        var report = meter.report();
        meter.arrived(2, 0, 0);

        assertCounts(report, 1, 1, 0, 0, 0);
        for (int window : new int[] {0, -1, (1 << 20) + 1}) {
            assertThatThrownBy(() -> new LossMeter(window), "a window of %d", window)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Report after(int window, int... sequences) {
        var meter = new LossMeter(window);
        for (int sequence : sequences) {
            meter.arrived(sequence, 0, 0);
        }
        return meter.report();
    }

    private static void assertCounts(
            Report actual,
            long expected,
            long received,
            long duplicates,
            long reordered,
            long tooOld) {
        assertThat(actual)
                .as("the report")
                .isEqualTo(
                        new Report(
                                expected,
                                received,
                                duplicates,
                                reordered,
                                tooOld,
                                actual.jitter()));
    }

    private static void assertJitter(LossMeter meter, double millis, String when) {
        var expected = Duration.ofNanos(Math.round(millis * MILLI));
        assertThat(meter.report().jitter())
                .as("jitter %s", when)
                .isCloseTo(expected, Duration.ofNanos(1000));
    }
}
