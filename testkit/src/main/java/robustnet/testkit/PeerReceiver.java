package robustnet.testkit;

import static robustnet.testkit.PeerReport.bytes;

import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import robustnet.testkit.PeerInput.Ending;
import robustnet.testkit.PeerInput.Received;
import robustnet.testkit.Standing.Doing;

/// The receiving steps of one scripted peer, each of them written to the transcript.
final class PeerReceiver {
    static final String FIN = "the end of the stream (FIN)";
    static final String RST = "a reset of the connection (RST)";
    static final String EITHER = "the end of the connection (FIN or RST)";

    private static final int MOST = 64 * 1024 * 1024;

    private final String name;
    private final Transcript transcript;
    private final PeerInput input;

    PeerReceiver(String name, Transcript transcript, Socket socket) {
        this.name = name;
        this.transcript = transcript;
        input = new PeerInput(socket);
    }

    byte[] receive(int n, Duration patience) {
        var report = begin(PeerStep.RECEIVE, "waits for " + bytes(n), patience);
        Received received = taking(Doing.RECEIVING, n, () -> input.take(n, patience));
        if (received.ending() != Ending.ENOUGH) {
            throw report.notReceived(bytes(n), received);
        }
        report.step().end(name + " received " + bytes(n), received.data());
        return received.data();
    }

    byte[] receiveToEnd(Duration patience) {
        var report = begin(PeerStep.RECEIVE_TO_END, "reads to the end of the stream", patience);
        Received received = taking(Doing.AWAITING_END, 0, () -> input.take(MOST, patience));
        if (received.ending() != Ending.FIN) {
            throw report.notReceived(FIN, received);
        }
        byte[] data = received.data();
        report.step().end(name + " received " + bytes(data.length) + ", then " + FIN, data);
        return data;
    }

    void expect(byte[] expected, Duration patience) {
        var report = begin(PeerStep.RECEIVE, "expects " + bytes(expected.length), patience);
        Received received =
                taking(
                        Doing.RECEIVING,
                        expected.length,
                        () -> input.takeExpecting(expected, patience));
        byte[] data = received.data();
        int mismatch = Arrays.mismatch(expected, data);
        if (0 <= mismatch && mismatch < data.length) {
            throw report.notEqual(expected, data);
        }
        if (mismatch >= 0) {
            throw report.notReceived(bytes(expected.length), received);
        }
        report.step().end(name + " received the " + bytes(data.length) + " it expected", data);
    }

    void expectEnding(PeerStep kind, String expected, List<Ending> endings, Duration patience) {
        var report = begin(kind, "waits for " + expected, patience);
        var doing = kind == PeerStep.EXPECT_END ? Doing.AWAITING_END : Doing.AWAITING_CLOSE;
        Received received = taking(doing, 0, () -> input.take(1, patience));
        if (!endings.contains(received.ending())) {
            throw report.notReceived(expected, input.andMore(received));
        }
        report.step().end(name + " saw " + (received.ending() == Ending.FIN ? FIN : RST));
    }

    /// What it waits for stands until it has come.
    private Received taking(Doing doing, int wanted, Supplier<Received> take) {
        transcript.standings().update(name, s -> s.now(doing, wanted));
        Received received = take.get();
        transcript.standings().update(name, s -> s.plusReceived(received.data().length));
        if (received.ending() != Ending.TIMEOUT) {
            transcript.standings().update(name, s -> s.now(Doing.NOTHING, 0));
        }
        return received;
    }

    private PeerReport begin(PeerStep kind, String doing, Duration patience) {
        String what = name + " " + doing;
        return new PeerReport(transcript.begin(what), kind, what, patience);
    }
}
