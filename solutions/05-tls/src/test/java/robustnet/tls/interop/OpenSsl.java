package robustnet.tls.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/// A running `openssl`: what is written to it goes over its TLS connection, what comes from there
/// can be asked for. Closing it kills it.
final class OpenSsl implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Thread> pumps;

    private OpenSsl(Process process) {
        this.process = process;
        pumps =
                List.of(
                        pump(process.getInputStream(), received),
                        pump(process.getErrorStream(), said));
    }

    /// Aborts the test unless there is an `openssl` of version 3 or newer, which knows TLS 1.3 and
    /// says what it is told to.
    static void assume() throws InterruptedException {
        String version;
        try (var openssl = start(List.of("version"))) {
            version = openssl.end();
        } catch (IOException _) {
            version = "";
        }
        Assumptions.assumeTrue(
                version.matches("(?s)OpenSSL ([3-9]|\\d\\d).*"),
                "skipped: there is no openssl, version 3 or newer, on the PATH");
    }

    static OpenSsl start(List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add("openssl");
        command.addAll(arguments);
        return new OpenSsl(new ProcessBuilder(command).start());
    }

    private static Thread pump(InputStream from, ByteArrayOutputStream to) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try (from) {
                                from.transferTo(to);
                            } catch (IOException _) {
                                // killed: what came stands
                            }
                        });
    }

    /// Sends bytes over its connection.
    void send(byte[] bytes) throws IOException {
        process.getOutputStream().write(bytes);
        process.getOutputStream().flush();
    }

    /// Waits until so many bytes have come over its connection, and returns all that have.
    byte[] receive(int bytes) {
        Awaitility.await("openssl has received " + bytes + " bytes; it says: " + said)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> received.size() >= bytes || !process.isAlive());
        return received.toByteArray();
    }

    /// Waits until it has ended by itself, and returns all that it has received and said.
    String end() throws IOException, InterruptedException {
        try (OutputStream _ = process.getOutputStream()) {
            // its input ends
        }
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("openssl does not end; it says: " + said);
        }
        for (var pump : pumps) {
            pump.join();
        }
        return received.toString(StandardCharsets.ISO_8859_1) + said;
    }

    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
