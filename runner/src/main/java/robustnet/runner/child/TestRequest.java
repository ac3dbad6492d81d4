package robustnet.runner.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import robustnet.runner.compile.Tools;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.course.TestInfo;

/// Which tests to run, on what.
///
/// @param testClass the binary name of the test class
/// @param tests the expected tests: these are run, these get a verdict; a part of the class's tests
///   is fine
/// @param classPath from the compilation
/// @param courseSources the subject's main source folder, where the extension looks for the `TODO`
///   mark
/// @param workingFolder the child's current folder
/// @param properties more system properties for the child, such as `course.seed`
public record TestRequest(
        String testClass,
        List<TestInfo> tests,
        List<Path> classPath,
        Path courseSources,
        Path workingFolder,
        Map<String, String> properties) {
    public TestRequest {
        tests = List.copyOf(tests);
        classPath = List.copyOf(classPath);
        properties = Map.copyOf(properties);
    }

    /// All tests of `exercise`.
    public static TestRequest of(
            ExerciseInfo exercise, List<Path> classPath, Path courseSources, Path workingFolder) {
        return new TestRequest(
                exercise.testClass(),
                exercise.tests(),
                classPath,
                courseSources,
                workingFolder,
                Map.of());
    }

    /// The same, for these tests only.
    public TestRequest only(List<TestInfo> some) {
        return new TestRequest(
                testClass, some, classPath, courseSources, workingFolder, properties);
    }

    /// The same, with these system properties.
    public TestRequest with(Map<String, String> more) {
        return new TestRequest(testClass, tests, classPath, courseSources, workingFolder, more);
    }

    /// The same, in a JVM with this class path.
    TestRequest on(List<Path> otherClassPath) {
        return new TestRequest(
                testClass, tests, otherClassPath, courseSources, workingFolder, properties);
    }

    /// What a JVM for one request is told.
    ChildRequest alone(String token) {
        return new ChildRequest(token, testClass, methods());
    }

    /// What a JVM for several requests is told: it runs on `tools` alone.
    ChildRequest oneOfMany(String token, Tools tools) {
        var classes =
                classPath.stream()
                        .filter(entry -> !tools.classPath().contains(entry))
                        .map(Path::toString)
                        .toList();
        return new ChildRequest(token, testClass, courseSources.toString(), methods(), classes);
    }

    private List<String> methods() {
        return tests.stream().map(t -> t.className() + "#" + t.method()).toList();
    }
}
