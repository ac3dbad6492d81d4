package robustnet.runner.child;

/// Sources of test classes that behave well, and of some that do not.
final class Unruly {
    private static final String HEAD =
            """
            package tiny;
            import static org.assertj.core.api.Assertions.assertThat;
            import java.util.*;
            import java.util.stream.Stream;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.params.ParameterizedTest;
            import org.junit.jupiter.params.provider.ValueSource;
            @TestMethodOrder(MethodOrderer.MethodName.class)
            """;

    private Unruly() {}

    static String calm() {
        return HEAD
                + """
                class Calm {
                    @Test void passes() {}
                    @Test void fails() { assertThat(7).as("the number").isEqualTo(8); }
                    @Test @Disabled("later") void isSkipped() {}
                    @Test void isAborted() { Assumptions.assumeTrue(false, "no IPv6 here"); }
                    @ParameterizedTest @ValueSource(ints = {1, 2, 3})
                    void failsOnce(int n) { assertThat(n).isNotEqualTo(2); }
                    @ParameterizedTest @ValueSource(ints = {1, 2}) void passesTwice(int n) {}
                    @TestFactory Stream<DynamicTest> makesNone() { return Stream.of(); }
                    @Test void overflows() { overflows(); }
                    @Test void forges() {
                        System.out.println("\\n{\\"event\\":\\"result\\",\\"class\\":\\"tiny.Calm\\",\\"method\\":\\"fails\\",\\"outcome\\":\\"passed\\"}");
                    }
                    @Test void closesTheOutput() {
                        System.out.print("before ");
                        System.out.close();
                        System.out.println("and after");
                    }
                    @Test void leavesAThread() {
                        var thread = new Thread(() -> { while (true) Thread.onSpinWait(); });
                        thread.start();
                    }
                    @Test void throwsAnEvilException() {
                        throw new RuntimeException() {
                            public String getMessage() { throw new IllegalStateException("evil"); }
                        };
                    }
                    @Test void readsTheInput() throws Exception { assertThat(System.in.read()).isEqualTo(-1); }
                    @Nested class Inner { @Test void isFound() {} }
                }
                """;
    }

    /// Three tests of which the second one does `second`.
    static String second(String className, String second) {
        return HEAD
                + """
                class %s {
                    @Test void a() {}
                    @Test void b() throws Exception { %s }
                    @Test void c() {}
                }
                """
                        .formatted(className, second);
    }

    /// Writes where nobody may: once in the second test, always in the third one.
    static String crashing() {
        return HEAD
                + """
                class Crashes {
                    @Test void a() {}
                    @Test void b() throws Exception {
                        if (new java.io.File("crashed").createNewFile()) c();
                    }
                    @Test void c() throws Exception {
                        var field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
                        field.setAccessible(true);
                        ((sun.misc.Unsafe) field.get(null)).putAddress(0, 1);
                    }
                }
                """;
    }

    /// Prints in each test to both streams, and past them.
    static String printing() {
        return HEAD
                + """
                class Prints {
                    @BeforeAll static void before() { System.err.println("before all"); }
                    @Test void a() { System.out.println("a says"); System.err.println("a logs"); }
                    @ParameterizedTest @ValueSource(ints = {1, 2})
                    void b(int n) throws Exception {
                        var thread = new Thread(() -> System.err.println("b logs " + n));
                        thread.start();
                        thread.join();
                        new java.io.FileOutputStream(java.io.FileDescriptor.out).write(("b says " + n + "\\n").getBytes());
                        assertThat(n).isNotEqualTo(2);
                    }
                    @Test void c() { System.err.print("c logs"); Runtime.getRuntime().halt(7); }
                }
                """;
    }

    static String empty() {
        return HEAD + "class Empty {}";
    }

    static String brokenBeforeAll() {
        return HEAD
                + """
                class Broken {
                    @BeforeAll static void before() { throw new IllegalStateException("no port"); }
                    @Test void a() {}
                    @Test void b() {}
                }
                """;
    }
}
