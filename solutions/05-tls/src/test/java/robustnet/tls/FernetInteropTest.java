package robustnet.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Tokens read by and from another implementation, Python's package `cryptography`, where it is
/// installed.
class FernetInteropTest {
    private static final String READ =
            "import sys; from cryptography.fernet import Fernet;"
                    + "sys.stdout.write(Fernet(sys.argv[1]).decrypt(sys.argv[2], 600).decode())";
    private static final String MAKE =
            "import sys; from cryptography.fernet import Fernet;"
                    + "sys.stdout.write(Fernet(sys.argv[1]).encrypt(sys.argv[2].encode()).decode())";

    private final String key = Fernet.generateKey(new SecureRandom());
    private final Fernet fernet =
            new Fernet(List.of(key), InstantSource.system(), new SecureRandom());

    @BeforeAll
    static void needsPython() {
        String version;
        try {
            version = python("import cryptography; print('yes')");
        } catch (IOException e) {
            version = e.toString();
        }
        assumeTrue(version.startsWith("yes"), "no python3 with the package cryptography");
    }

    @Test
    @DisplayName("what this makes, the other one reads")
    void isRead() throws Exception {
        for (var message : List.of("", "hello", "sixteen bytes ..", "x".repeat(5_000))) {
            assertThat(python(READ, key, fernet.encrypt(message.getBytes(UTF_8))))
                    .as("what Python reads")
                    .isEqualTo(message);
        }
    }

    @Test
    @DisplayName("what the other one makes, this reads")
    void reads() throws Exception {
        for (var message : List.of("", "hello", "sixteen bytes ..", "x".repeat(5_000))) {
            assertThat(fernet.decrypt(python(MAKE, key, message), Duration.ofMinutes(10)))
                    .as("what is read of Python's token")
                    .asString(UTF_8)
                    .isEqualTo(message);
        }
    }

    private static String python(String script, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("python3", "-c", script));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            process.getOutputStream().close();
            // Its output is small: it ends, or it is ended
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IOException("python3 takes too long");
            }
            return new String(out.readAllBytes(), UTF_8);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
