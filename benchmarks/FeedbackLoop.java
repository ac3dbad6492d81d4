import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Saves the solution of exercise 1.4 again and again, each time a little different, and measures
/// how long the verdict takes: in the watch loop, and with Maven.
///
/// Give it the folder of a copy of the course: `java FeedbackLoop.java /tmp/copy`.
final class FeedbackLoop {
    private static final int SAVES = 20;
    private static final int MAVEN_RUNS = 5;
    private static final long PAUSE_MILLIS = 1500;
    private static final double MOST_OVERHEAD = 0.3;
    private static final double LEAST_RATIO = 12;

    /// What `./learn watch --plain` says after each report.
    private static final Pattern CHECKED =
            Pattern.compile("checked 1\\.4: passed .*, tests (\\d+) ms, total \\d+ ms");

    private static final List<String> MAVEN =
            List.of(
                    "mvn", "-q", "-o", "-B", "test", "-pl", "01-basics", "-am", "-Dtest=FramesTest",
                    "-Dsurefire.failIfNoSpecifiedTests=false");

    private final Path course;
    private final Path file;
    private final String solution;
    private int saves;

    /// One save: what the tests took of it, and all. In seconds.
    private record Wait(double tests, double total) {
        double overhead() {
            return total - tests;
        }
    }

    private FeedbackLoop(Path course) throws IOException {
        var frames = "01-basics/src/main/java/robustnet/basics/Frames.java";
        this.course = course;
        this.file = course.resolve(frames);
        this.solution = Files.readString(course.resolve("solutions").resolve(frames));
    }

    public static void main(String[] args) throws Exception {
        var loop = new FeedbackLoop(Path.of(args[0]));
        System.out.printf("%d cores, load %s, Java %s%n", cores(), load(), Runtime.version());
        var waits = loop.watch();
        double total = median(waits, Wait::total);
        double tests = median(waits, Wait::tests);
        double overhead = median(waits, Wait::overhead);
        System.out.printf("%d saves%n  tests  %s%n", SAVES, list(waits, Wait::tests));
        System.out.printf("  total  %s%n", list(waits, Wait::total));
        var maven = loop.maven();
        System.out.printf("%d runs of %s%n", MAVEN_RUNS, String.join(" ", MAVEN));
        System.out.printf("  total  %s%n", list(maven, s -> s));
        System.out.printf("load %s at the end%n%n", load());

        double mavens = median(maven, s -> s);
        double ratio = mavens / total;
        boolean isQuick = overhead <= MOST_OVERHEAD;
        boolean isQuicker = ratio >= LEAST_RATIO;
        System.out.printf("from the save to the verdict    %.2f s (median)%n", total);
        System.out.printf("the tests themselves            %.2f s%n", tests);
        System.out.printf("Maven                           %.2f s%n", mavens);
        System.out.printf("beyond the tests' own time      %.2f s    ", overhead);
        System.out.printf("at most %.1f: %s%n", MOST_OVERHEAD, isQuick ? "held" : "MISSED");
        System.out.printf("times as fast as Maven          %.1f      ", ratio);
        System.out.printf("at least %.0f: %s%n", LEAST_RATIO, isQuicker ? "held" : "MISSED");
        System.exit(isQuick && isQuicker ? 0 : 1);
    }

    private List<Wait> watch() throws Exception {
        save();
        var process =
                new ProcessBuilder(course.resolve("learn").toString(), "watch", "--plain", "1.4")
                        .redirectError(Redirect.INHERIT)
                        .start();
        var waits = new ArrayList<Wait>();
        try (var lines = process.inputReader();
                var input = process.getOutputStream()) {
            input.write('\n'); // asks for a check: after it, it watches
            input.flush();
            secondsOfTests(lines);
            for (int i = 0; i < SAVES; i++) {
                Thread.sleep(PAUSE_MILLIS); // nobody saves sooner
                save();
                long saved = System.nanoTime();
                double tests = secondsOfTests(lines);
                waits.add(new Wait(tests, secondsSince(saved)));
            }
        } finally {
            process.destroy();
        }
        return waits;
    }

    private static double secondsOfTests(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var checked = CHECKED.matcher(line);
            if (checked.matches()) {
                return Integer.parseInt(checked.group(1)) / 1000.0;
            }
            if (line.startsWith("checked")) {
                throw new IOException("the solution does not pass: " + line);
            }
        }
        throw new IOException("./learn watch has ended");
    }

    private List<Double> maven() throws Exception {
        runMaven(); // compiles what the exercise builds on
        var runs = new ArrayList<Double>();
        for (int i = 0; i < MAVEN_RUNS; i++) {
            save();
            long saved = System.nanoTime();
            runMaven();
            runs.add(secondsSince(saved));
        }
        return runs;
    }

    private void runMaven() throws Exception {
        var output = course.resolve("maven.log");
        var process =
                new ProcessBuilder(MAVEN)
                        .directory(course.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new IOException("Maven failed: " + Files.readString(output));
        }
    }

    /// Writes the solution with one line that differs each time.
    private void save() throws IOException {
        int end = solution.lastIndexOf('}');
        var line = "    private static final int SAVE = " + saves++ + ";\n";
        Files.writeString(file, solution.substring(0, end) + line + "}\n");
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> seconds) {
        var sorted = values.stream().mapToDouble(seconds).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static <T> String list(List<T> values, ToDoubleFunction<T> seconds) {
        return values.stream()
                .map(v -> "%.2f".formatted(seconds.applyAsDouble(v)))
                .collect(Collectors.joining(" ", "", " s"));
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String load() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return "%.1f".formatted(system.getSystemLoadAverage());
    }
}
