package robustnet.testkit.junit;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import robustnet.testkit.Exercise;
import robustnet.testkit.Testbed;
import robustnet.testkit.TimeLimit;
import robustnet.testkit.Unfinished;

/// Runs the tests of an [Exercise]: each on a virtual thread with a deadline, with its [Testbed],
/// and with a look at what it left behind.
///
/// Two of JUnit's configuration parameters, so system properties too, bear on it.
/// `course.unfinished` says what becomes of an exercise that still holds its mark: `skip` disables
/// its tests with the reason; anything else lets them run, and fails those that pass.
/// `course.sources` is the folder of the sources, where it is not the `src/main/java` beside the
/// classes.
public final class ExerciseExtension
        implements ExecutionCondition,
                InvocationInterceptor,
                BeforeEachCallback,
                AfterEachCallback,
                ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ExerciseExtension.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var mode = context.getConfigurationParameter("course.unfinished");
        if (!mode.equals(Optional.of("skip"))) return enabled("");
        return unfinished(context).map(ExerciseExtension::skipped).orElse(enabled(""));
    }

    /// Surefire's console says how many tests were skipped and not why, so this does.
    private static ConditionEvaluationResult skipped(String reason) {
        System.out.println("skipped: " + reason);
        return disabled(reason);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(HeldCleaner.class, _ -> HeldCleaner.take(), HeldCleaner.class);
        context.getStore(NAMESPACE).put(Baseline.class, Baseline.take());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        var testbed = testbed(context).orElse(null);
        var problems = testbed == null ? List.<Throwable>of() : close(testbed, context);
        if (context.getExecutionException().orElse(null) instanceof Throwable failure) {
            problems.forEach(failure::addSuppressed);
            problems.forEach(problem -> Explanation.lend(problem, failure));
            Explanation.attach(failure, testbed);
            return;
        }
        try {
            if (!problems.isEmpty()) throw problems.getFirst();
            LeakGuard.check(baseline(context), subject(context));
            if (unfinished(context).orElse(null) instanceof String reason) {
                throw new Unfinished("this test passes already, but " + reason);
            }
        } catch (Exception | Error e) {
            Explanation.attach(e, testbed);
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    private static List<Throwable> close(NetworkTestbed testbed, ExtensionContext context) {
        try {
            return Guarded.run(
                    testbed::close,
                    "the closing of what the test opened",
                    LIMIT,
                    subject(context),
                    baseline(context),
                    testbed::standing,
                    EarlierHangs.of(context, NAMESPACE));
        } catch (Throwable t) {
            return List.of(t);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Testbed.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var witness = new Witness(subject(context), baseline(context));
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        Testbed.class, _ -> new NetworkTestbed(witness), NetworkTestbed.class);
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> call,
            ExtensionContext context)
            throws Throwable {
        return guarded(invocation, "the test's constructor", context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context)
            throws Throwable {
        guarded(invocation, "the test's set-up", context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context)
            throws Throwable {
        guarded(invocation, "the test's end", context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context)
            throws Throwable {
        guarded(invocation, "the test", context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context)
            throws Throwable {
        guarded(invocation, "the test", context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Method> call,
            ExtensionContext context)
            throws Throwable {
        return guarded(invocation, "the test", context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation,
            DynamicTestInvocationContext call,
            ExtensionContext context)
            throws Throwable {
        guarded(invocation, "the test", context);
    }

    private static <T> T guarded(Invocation<T> invocation, String what, ExtensionContext context)
            throws Throwable {
        var limit =
                context.getTestMethod()
                        .flatMap(m -> AnnotationSupport.findAnnotation(m, TimeLimit.class))
                        .map(annotation -> Duration.ofSeconds(annotation.seconds()))
                        .orElse(LIMIT);
        return Guarded.run(
                () -> {
                    try {
                        return invocation.proceed();
                    } catch (Exception | Error e) {
                        throw e;
                    } catch (Throwable t) {
                        throw new AssertionError(t);
                    }
                },
                what,
                limit,
                subject(context),
                baseline(context),
                () -> testbed(context).flatMap(NetworkTestbed::standing),
                EarlierHangs.of(context, NAMESPACE));
    }

    private static Optional<NetworkTestbed> testbed(ExtensionContext context) {
        return Optional.ofNullable(
                context.getStore(NAMESPACE).get(Testbed.class, NetworkTestbed.class));
    }

    private static Baseline baseline(ExtensionContext context) {
        var taken = context.getStore(NAMESPACE).get(Baseline.class, Baseline.class);
        return taken == null ? Baseline.none() : taken;
    }

    private static Subject subject(ExtensionContext context) {
        var exercise = exercise(context);
        var sources = ExerciseSource.folder(exercise, sources(context));
        return Subject.of(sources, context.getRequiredTestClass(), exercise.edit());
    }

    private static Optional<String> unfinished(ExtensionContext context) {
        var exercise = exercise(context);
        return ExerciseSource.firstMark(exercise, sources(context))
                .map(place -> "exercise %s is not finished: %s".formatted(exercise.id(), place));
    }

    private static Optional<Path> sources(ExtensionContext context) {
        return context.getConfigurationParameter("course.sources").map(Path::of);
    }

    private static Exercise exercise(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(),
                        Exercise.class,
                        context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
