package robustnet.testkit;

import static robustnet.testkit.PeerReport.bytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import robustnet.testkit.PeerInput.Ending;
import robustnet.testkit.PeerOutput.Sent;
import robustnet.testkit.Standing.Doing;

/// The sending and closing steps of one scripted peer, each of them written to the transcript.
final class PeerSender {
    private static final int UPLOAD_CHUNK = 8 * 1024;

    private final String name;
    private final Transcript transcript;
    private final Socket socket;
    private final PeerOutput output;

    PeerSender(String name, Transcript transcript, Socket socket) {
        this.name = name;
        this.transcript = transcript;
        this.socket = socket;
        output = new PeerOutput(socket);
    }

    void send(byte[] data, int chunk, Duration patience) {
        var report = begin("sends " + bytes(data.length), patience);
        Sent sent = write(data, chunk, patience);
        if (sent.ending() != Ending.ENOUGH) {
            throw report.notSent(sent.ending());
        }
        String how = chunk < data.length ? ", " + chunk + " at a time" : "";
        report.step().end(name + " sent " + bytes(data.length) + how, data);
    }

    int trySend(byte[] data, Duration patience) {
        var report = begin("sends " + bytes(data.length), patience);
        Sent sent = write(data, UPLOAD_CHUNK, patience);
        if (sent.ending() == Ending.TIMEOUT) {
            throw report.notSent(sent.ending());
        }
        String of = name + " sent " + sent.count() + " of " + bytes(data.length);
        String end =
                sent.ending() == Ending.RST ? " before your program closed the connection" : "";
        report.step().end(of + end, Arrays.copyOf(data, sent.count()));
        return sent.count();
    }

    private Sent write(byte[] data, int chunk, Duration patience) {
        transcript.standings().update(name, s -> s.now(Doing.SENDING, data.length));
        Sent sent = output.write(data, chunk, patience);
        transcript.standings().update(name, s -> s.plusSent(sent.count()));
        if (sent.ending() == Ending.ENOUGH) {
            transcript.standings().update(name, s -> s.now(Doing.NOTHING, 0));
        }
        return sent;
    }

    void halfClose(Duration patience) {
        var report = begin("half-closes", patience);
        try {
            socket.shutdownOutput();
            report.step().end(name + " half-closed: it sent FIN and goes on reading");
        } catch (IOException e) {
            if (socket.isClosed()) {
                throw new UncheckedIOException("the peer's own socket is closed", e);
            }
            throw report.notSent(Ending.RST);
        }
    }

    void reset() {
        try {
            SocketPair.reset(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("the peer's own socket is closed", e);
        }
        transcript.addReset(name);
    }

    void close() {
        if (!socket.isClosed()) {
            transcript.add(name + " closed its socket");
            transcript.standings().update(name, s -> s.now(Doing.CLOSED, 0));
            Threads.closeQuietly(socket);
        }
    }

    private PeerReport begin(String doing, Duration patience) {
        String what = name + " " + doing;
        return new PeerReport(transcript.begin(what), PeerStep.SEND, what, patience);
    }
}
