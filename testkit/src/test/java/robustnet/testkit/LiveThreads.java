package robustnet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks for live threads, virtual ones included, by their names.
final class LiveThreads {
    private LiveThreads() {}

    /// Fails if a thread whose name holds one of `names` is alive.
    static void assertNone(Path folder, String... names) throws IOException {
        assertThat(dump(folder.resolve("after.json")))
                .as("threads that should be gone")
                .doesNotContain(names);
    }

    /// Fails if there is no live thread for one of `names`: the control to [#assertNone].
    static void assertAll(Path folder, String... names) throws IOException {
        assertThat(dump(folder.resolve("before.json")))
                .as("threads that should live")
                .contains(names);
    }

    private static String dump(Path file) throws IOException {
        var diagnostics = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        diagnostics.dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
        return Files.readString(file);
    }
}
