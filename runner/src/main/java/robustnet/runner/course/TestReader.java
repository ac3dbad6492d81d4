package robustnet.runner.course;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the test methods of a class and of the classes nested in it.
final class TestReader {
    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

    private final SourceFile file;

    TestReader(SourceFile file) {
        this.file = file;
    }

    /// The tests of `type`, whose binary name is `className`, in the order of the source.
    ///
    /// @throws CourseException if a declaration is malformed
    List<TestInfo> tests(String className, ClassTree type) {
        if (type.getExtendsClause() != null) {
            throw file.error(
                    type,
                    "%s should extend nothing: inherited tests would not be graded"
                            .formatted(type.getSimpleName()));
        }
        var tests = new ArrayList<TestInfo>();
        var names = new HashSet<String>();
        for (var member : type.getMembers()) {
            if (member instanceof MethodTree method && isTest(method)) {
                var test = test(className, method);
                if (!names.add(test.method())) {
                    throw file.error(
                            method,
                            "two tests are named "
                                    + test.method()
                                    + ": results go by name, so rename one");
                }
                tests.add(test);
            } else if (member instanceof ClassTree nested
                    && Annotations.find(nested.getModifiers(), "Nested").isPresent()) {
                tests.addAll(tests(className + "$" + nested.getSimpleName(), nested));
            }
        }
        return tests;
    }

    private static boolean isTest(MethodTree method) {
        return TEST_ANNOTATIONS.stream()
                .anyMatch(name -> Annotations.find(method.getModifiers(), name).isPresent());
    }

    private TestInfo test(String className, MethodTree method) {
        var name = method.getName().toString();
        return new TestInfo(
                className,
                name,
                displayName(method, name),
                positive(method, "Weight", "value", 1),
                Duration.ofSeconds(
                        positive(
                                method,
                                "TimeLimit",
                                "seconds",
                                (int) TestInfo.DEFAULT_LIMIT.toSeconds())));
    }

    private String displayName(MethodTree method, String otherwise) {
        var annotation = Annotations.find(method.getModifiers(), "DisplayName");
        if (annotation.isEmpty()) {
            return otherwise;
        }
        return Annotations.argument(annotation.get(), "value")
                .flatMap(Annotations::literal)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .orElseThrow(
                        () ->
                                file.error(
                                        annotation.get(),
                                        "@DisplayName should be a literal: the runner reads it from the source"));
    }

    private int positive(MethodTree method, String annotationName, String argument, int otherwise) {
        var annotation = Annotations.find(method.getModifiers(), annotationName);
        if (annotation.isEmpty()) {
            return otherwise;
        }
        return Annotations.argument(annotation.get(), argument)
                .flatMap(Annotations::literal)
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast)
                .filter(value -> value > 0)
                .orElseThrow(
                        () ->
                                file.error(
                                        annotation.get(),
                                        "@%s: %s should be a positive whole number, as a literal"
                                                .formatted(annotationName, argument)));
    }
}
