package robustnet.runner.child;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// What a JVM has only one of, and code under test can change for the tests that come after it.
///
/// @param single handlers, streams and the like: the very objects. Asked for first, because asking
///   for some sets a property
/// @param properties the system properties
/// @param loggers those of `java.util.logging` that are set up in any way
/// @param poolIsQuiet whether nothing runs in the common pool
record JvmState(
        List<Object> single,
        Map<Object, Object> properties,
        Map<String, List<Object>> loggers,
        boolean poolIsQuiet) {
    static JvmState now() {
        return new JvmState(
                Arrays.asList(
                        System.out,
                        System.err,
                        System.in,
                        Thread.getDefaultUncaughtExceptionHandler(),
                        Locale.getDefault(),
                        TimeZone.getDefault(),
                        Authenticator.getDefault(),
                        CookieHandler.getDefault(),
                        ProxySelector.getDefault(),
                        List.of(Security.getProviders())),
                Map.copyOf(System.getProperties()),
                setUpLoggers(),
                ForkJoinPool.commonPool().isQuiescent());
    }

    private static Map<String, List<Object>> setUpLoggers() {
        var setUp = new HashMap<String, List<Object>>();
        for (var name : Collections.list(LogManager.getLogManager().getLoggerNames())) {
            var logger = LogManager.getLogManager().getLogger(name);
            if (logger != null && isSetUp(logger)) {
                setUp.put(
                        name,
                        Arrays.asList(
                                logger.getLevel(),
                                logger.getFilter(),
                                logger.getUseParentHandlers(),
                                List.of(logger.getHandlers())));
            }
        }
        return setUp;
    }

    private static boolean isSetUp(Logger logger) {
        return logger.getLevel() != null
                || logger.getFilter() != null
                || logger.getHandlers().length > 0
                || !logger.getUseParentHandlers();
    }
}
