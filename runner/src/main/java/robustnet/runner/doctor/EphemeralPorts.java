package robustnet.runner.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import robustnet.runner.doctor.Diagnosis.Ok;
import robustnet.runner.doctor.Diagnosis.Warn;

/// The range from which the system takes ports for clients and for port 0.
final class EphemeralPorts {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Path LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern AFTER_COLON =
            Pattern.compile("(?<=:)\\s*\\d+\\s*$", Pattern.MULTILINE);
    private static final int FEW = 5000;

    private EphemeralPorts() {}

    static Diagnosis check(Machine machine) throws InterruptedException {
        var range = range(machine);
        if (range.size() < 2) {
            return new Warn(
                    "the range of free ports could not be found out",
                    "Nothing to do unless binds fail.");
        }
        int first = range.get(0);
        int last = range.get(1);
        int count = last - first + 1;
        var found = "%d to %d for clients: %d ports".formatted(first, last, count);
        return count >= FEW
                ? new Ok(found)
                : new Warn(
                        found,
                        "Few: tests that open many connections may run out. Widen the range.");
    }

    /// The first and the last port.
    private static List<Integer> range(Machine machine) throws InterruptedException {
        return switch (machine.os()) {
            case LINUX -> numbers(NUMBER, machine.file(LINUX).orElse(""));
            case MACOS ->
                    numbers(
                            NUMBER,
                            machine.run(
                                            LIMIT,
                                            "sysctl",
                                            "-n",
                                            "net.inet.ip.portrange.first",
                                            "net.inet.ip.portrange.last")
                                    .orElse(""));
            case WINDOWS -> {
                // It tells the first port and how many there are, in the system's language.
                var told =
                        numbers(
                                AFTER_COLON,
                                machine.run(
                                                LIMIT,
                                                "netsh",
                                                "int",
                                                "ipv4",
                                                "show",
                                                "dynamicport",
                                                "tcp")
                                        .orElse(""));
                yield told.size() < 2 ? told : List.of(told.get(0), told.get(0) + told.get(1) - 1);
            }
        };
    }

    private static List<Integer> numbers(Pattern pattern, String text) {
        var numbers = new ArrayList<Integer>();
        pattern.matcher(text)
                .results()
                .forEach(m -> numbers.add(Integer.valueOf(m.group().strip())));
        return numbers;
    }
}
