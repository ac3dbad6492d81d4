package robustnet.runner.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The machine that the doctor runs on.
public record ThisMachine(Path root) implements Machine {
    private static final int MAX_FILE = 1 << 16;

    @Override
    public Os os() {
        var name = property("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows")
                ? Os.WINDOWS
                : name.startsWith("mac") ? Os.MACOS : Os.LINUX;
    }

    @Override
    public String property(String name) {
        return System.getProperty(name, "");
    }

    @Override
    public String env(String name) {
        return Objects.requireNonNullElse(System.getenv(name), "");
    }

    @Override
    public Optional<String> file(Path file) {
        // Not Files.readString: it asks for a single byte of a file whose size is 0, as those of
        // Linux in /proc/sys are,
        // and the kernel answers a second question with nothing.
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> run(Duration limit, String... command) throws InterruptedException {
        try {
            // To a file: a command that is killed may leave a child that holds a pipe open.
            var output = Files.createTempFile("learn-doctor", ".txt");
            try {
                return start(limit, output, command) ? Optional.of(text(output)) : Optional.empty();
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private boolean start(Duration limit, Path output, String... command)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            process.getOutputStream().close();
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    && process.exitValue() == 0;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public long maxFiles() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }
}
