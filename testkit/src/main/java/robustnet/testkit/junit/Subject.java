package robustnet.testkit.junit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells the learner's code from the rest in a stack: it is in the package of a class that the
/// exercise edits, and is not the test.
record Subject(Set<String> packages, String testClass) {
    static Subject of(Class<?> testClass, Class<?>... edited) {
        return new Subject(
                Arrays.stream(edited)
                        .map(Class::getPackageName)
                        .collect(Collectors.toUnmodifiableSet()),
                outermost(testClass.getName()));
    }

    boolean owns(StackTraceElement frame) {
        var type = outermost(frame.getClassName());
        var packageName = type.contains(".") ? type.substring(0, type.lastIndexOf('.')) : "";
        return packages.contains(packageName) && !type.equals(testClass);
    }

    /// The innermost frame that is the learner's.
    Optional<StackTraceElement> firstOwn(List<StackTraceElement> stack) {
        return stack.stream().filter(this::owns).findFirst();
    }

    private static String outermost(String className) {
        int dollar = className.indexOf('$');
        return dollar < 0 ? className : className.substring(0, dollar);
    }
}
