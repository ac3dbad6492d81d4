package robustnet.runner.child;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the requested tests with JUnit in this JVM, on the classes of the thread's class loader.
final class ChildTests {
    private static final int MAX_FRAMES = 200;

    private ChildTests() {}

    static void run(ChildRequest request, EventWriter events) {
        var wanted = Set.copyOf(request.methods());
        PostDiscoveryFilter requested =
                descriptor ->
                        descriptor
                                .getSource()
                                .filter(MethodSource.class::isInstance)
                                .map(MethodSource.class::cast)
                                .map(EventListener::keyOf)
                                .map(
                                        key ->
                                                FilterResult.includedIf(
                                                        wanted.contains(key.toString())))
                                .orElse(FilterResult.included(null));
        var discovery =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(load(request.testClass())))
                        .filters(requested)
                        .build();
        var config =
                LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .build();
        // The learner's frames may stand below many of the JDK's.
        Assertions.setMaxStackTraceElementsDisplayed(MAX_FRAMES);
        try (var session = LauncherFactory.openSession(config)) {
            var launcher = session.getLauncher();
            launcher.registerTestExecutionListeners(new EventListener(events));
            launcher.execute(discovery);
        }
    }

    /// JUnit passes over a class that it cannot load.
    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalArgumentException("the test class " + name + " cannot be loaded", e);
        }
    }
}
