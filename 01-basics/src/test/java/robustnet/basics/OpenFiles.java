package robustnet.basics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// Counts what this process has open.
final class OpenFiles {
    private OpenFiles() {}

    /// Returns how many files and sockets are open; 0 on systems that do not tell, such as Windows.
    static long count() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
