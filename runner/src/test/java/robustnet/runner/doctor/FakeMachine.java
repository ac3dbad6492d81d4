package robustnet.runner.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A machine whose answers a test chooses; by default a Linux on which all is well.
final class FakeMachine implements Machine {
    Os os = Os.LINUX;
    long maxFiles = 1_000_000;
    long freeBytes = 100L << 30;
    Path root = Path.of("no such folder");
    final Map<String, String> properties = new HashMap<>();
    final Map<String, String> env = new HashMap<>();
    final Map<String, String> files = new HashMap<>();
    final Map<String, String> commands = new HashMap<>();

    FakeMachine() {
        properties.put("java.version", "25.0.3");
        properties.put("java.vendor", "Eclipse Adoptium");
        properties.put("stdout.encoding", "UTF-8");
        files.put("/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
    }

    @Override
    public Os os() {
        return os;
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public String property(String name) {
        return properties.getOrDefault(name, "");
    }

    @Override
    public String env(String name) {
        return env.getOrDefault(name, "");
    }

    @Override
    public Optional<String> file(Path file) {
        return Optional.ofNullable(files.get(file.toString().replace('\\', '/')));
    }

    @Override
    public Optional<String> run(Duration limit, String... command) {
        return Optional.ofNullable(commands.get(String.join(" ", command)));
    }

    @Override
    public long maxFiles() {
        return maxFiles;
    }

    @Override
    public long freeBytes() {
        return freeBytes;
    }
}
