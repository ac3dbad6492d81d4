package robustnet.testkit.junit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What all threads do at one moment, virtual threads included. No other API lists those, so the
/// JVM's own dump is taken and read back.
record ThreadDump(List<Entry> threads) {
    private static final Pattern HEADER =
            Pattern.compile("#(\\d+) \"(.*)\" (virtual )?([A-Z_]+) .*");
    private static final Pattern FRAME =
            Pattern.compile(" +at (?:[\\w.@-]+/)?(.+)\\.([^.(]+)\\(([^:)]*)(?::(\\d+))?\\)");
    private static final Pattern WANTED = Pattern.compile(" +- waiting to lock <(.+)>");
    private static final Pattern HELD = Pattern.compile(" +- locked <(.+)>");

    /// One thread.
    ///
    /// @param lockWanted the monitor that it waits to enter, or null
    /// @param locksHeld the monitors that it has entered
    record Entry(
            long id,
            String name,
            boolean virtual,
            Thread.State state,
            List<StackTraceElement> stack,
            String lockWanted,
            List<String> locksHeld) {

        /// The thread as a reader should see it.
        String title() {
            return ThreadDump.title(id, name, virtual);
        }
    }

    static String title(long id, String name, boolean virtual) {
        return (virtual ? "virtual thread " : "thread ")
                + (name.isEmpty() ? "#" + id : '"' + name + '"');
    }

    static ThreadDump take() {
        try {
            var folder = Files.createTempDirectory("threads");
            var file = folder.resolve("dump.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
                return parse(Files.readAllLines(file));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no thread dump", e);
        }
    }

    static ThreadDump parse(List<String> lines) {
        var threads = new ArrayList<Entry>();
        for (int i = 0; i < lines.size(); i++) {
            var header = HEADER.matcher(lines.get(i));
            if (header.matches()) {
                int end = i + 1;
                while (end < lines.size() && lines.get(end).startsWith("    ")) end++;
                threads.add(entry(header, lines.subList(i + 1, end)));
            }
        }
        return new ThreadDump(List.copyOf(threads));
    }

    private static Entry entry(Matcher header, List<String> body) {
        var stack = new ArrayList<StackTraceElement>();
        var held = new ArrayList<String>();
        String wanted = null;
        for (var line : body) {
            if (FRAME.matcher(line) instanceof Matcher frame && frame.matches()) {
                int number = frame.group(4) == null ? -1 : Integer.parseInt(frame.group(4));
                stack.add(
                        new StackTraceElement(
                                frame.group(1), frame.group(2), frame.group(3), number));
            } else if (WANTED.matcher(line) instanceof Matcher lock && lock.matches()) {
                wanted = lock.group(1);
            } else if (HELD.matcher(line) instanceof Matcher lock && lock.matches()) {
                held.add(lock.group(1));
            }
        }
        return new Entry(
                Long.parseLong(header.group(1)),
                header.group(2),
                header.group(3) != null,
                Thread.State.valueOf(header.group(4)),
                List.copyOf(stack),
                wanted,
                List.copyOf(held));
    }
}
