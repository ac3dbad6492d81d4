package robustnet.testkit.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells the learner's code from the rest in a stack: it is in the package of a class that the
/// exercise edits, and is not of the tests.
///
/// @param sources the folder that holds the learner's sources and none of the tests'; empty if that
///   is not known: then of the tests' classes only the test class is told apart
record Subject(Set<String> packages, String testClass, Optional<Path> sources) {
    static Subject of(Optional<Path> sources, Class<?> testClass, Class<?>... edited) {
        return new Subject(
                Arrays.stream(edited)
                        .map(Class::getPackageName)
                        .collect(Collectors.toUnmodifiableSet()),
                outermost(testClass.getName()),
                sources);
    }

    boolean owns(StackTraceElement frame) {
        var type = outermost(frame.getClassName());
        var packageName = type.contains(".") ? type.substring(0, type.lastIndexOf('.')) : "";
        return packages.contains(packageName) && !type.equals(testClass) && hasSource(frame, type);
    }

    private boolean hasSource(StackTraceElement frame, String type) {
        if (sources.isEmpty() || frame.getFileName() == null) return true;
        var path = Path.of(type.replace('.', '/')).resolveSibling(frame.getFileName());
        return Files.isRegularFile(sources.get().resolve(path));
    }

    /// The innermost frame that is the learner's.
    Optional<StackTraceElement> firstOwn(List<StackTraceElement> stack) {
        return stack.stream().filter(this::owns).findFirst();
    }

    /// The outermost frame that is the learner's: of what the test has called.
    Optional<StackTraceElement> lastOwn(List<StackTraceElement> stack) {
        return firstOwn(stack.reversed());
    }

    private static String outermost(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }
}
