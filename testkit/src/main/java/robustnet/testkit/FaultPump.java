package robustnet.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.random.RandomGenerator;

/// Carries the bytes of one direction of one proxied connection, with that direction's faults.
final class FaultPump {
    /// How a direction ended, as far as the other one is concerned.
    enum Outcome {
        ENDED,
        RESET
    }

    private final DelayLine line;
    private final Socket target;
    private final OutputStream out;
    private final Faults faults;
    private final RandomGenerator random;
    private long position;

    FaultPump(Socket source, Socket target, Faults faults, RandomGenerator random)
            throws IOException {
        this.line = new DelayLine(source, faults, random);
        this.target = target;
        this.out = target.getOutputStream();
        this.faults = faults;
        this.random = random;
    }

    /// Carries bytes until the stream ends or a fault ends it.
    ///
    /// @throws IOException if one of the two sides has reset its connection or is closed
    Outcome run() throws IOException, InterruptedException {
        while (true) {
            byte[] chunk = line.next();
            if (chunk.length == 0) {
                Threads.sleep(faults.delayOfEnd());
                faults.awaitThawed();
                target.shutdownOutput();
                return Outcome.ENDED;
            }
            faults.awaitThawed();
            if (faults.isReset()) {
                return Outcome.RESET;
            }
            faults.corrupt(chunk, position, random);
            int allowed = (int) Math.min(chunk.length, faults.allowance(position));
            write(chunk, allowed);
            if (faults.allowance(position) == 0) {
                return endAtLimit();
            }
        }
    }

    private void write(byte[] chunk, int length) throws IOException, InterruptedException {
        for (int done = 0; done < length; ) {
            int n = Math.min(faults.pieceSize(), length - done);
            faults.awaitThawed();
            // Counted first: who has received them finds them counted.
            faults.passed(n);
            out.write(chunk, done, n);
            done += n;
            position += n;
            Threads.sleep(faults.pauseAfter(n));
        }
    }

    private Outcome endAtLimit() throws IOException, InterruptedException {
        if (faults.limitEnding() == Faults.Ending.RST) {
            return Outcome.RESET;
        }
        target.shutdownOutput();
        while (line.next().length > 0) {
            // The rest is swallowed, or the sender would notice by its writes.
        }
        return Outcome.ENDED;
    }
}
