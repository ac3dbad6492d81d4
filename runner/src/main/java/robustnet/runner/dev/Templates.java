package robustnet.runner.dev;

/// The texts of a new exercise. They pass the gate as they are, but for the number of mistakes.
final class Templates {
    private Templates() {}

    static final String STARTER =
            """
            package {pkg};

            /// Says in its first sentence what it does.
            public final class {Type} {
                private {Type}() {}

                /// Says what the caller may rely on.
                public static String answer() {
                    throw new UnsupportedOperationException("TODO {id}: say what to write here");
                }
            }
            """;

    static final String REFERENCE =
            """
            package {pkg};

            /// Says in its first sentence what it does.
            public final class {Type} {
                private {Type}() {}

                /// Says what the caller may rely on.
                public static String answer() {
                    return "an answer";
                }
            }
            """;

    static final String TEST =
            """
            package {pkg};

            import static org.assertj.core.api.Assertions.assertThat;

            import org.junit.jupiter.api.DisplayName;
            import org.junit.jupiter.api.Test;
            import robustnet.testkit.Exercise;

            @Exercise(id = "{id}", title = "{title}", level = 1, minutes = 15, edit = {Type}.class)
            class {Type}Test {
                @Test
                @DisplayName("it answers")
                void answers() {
                    assertThat({Type}.answer()).as("the answer").isEqualTo("an answer");
                }
            }
            """;

    static final String MISTAKE =
            """
            Belief: nobody looks at the answer
            Pitfall:
            Caught-by: {Type}Test.answers
            Says: the answer
            --- a/src/main/java/{path}/{Type}.java
            +++ b/src/main/java/{path}/{Type}.java
            @@ -6,6 +6,6 @@

                 /// Says what the caller may rely on.
                 public static String answer() {
            -        return "an answer";
            +        return "";
                 }
             }
            """;

    static final String SECTION =
            """
            ## {id} {title}

            Why one needs it. What to write. How it is judged.

            <details><summary>Hint 1: where to look</summary>

            A nudge.

            </details>

            <details><summary>Hint 2: the idea</summary>

            The concept.

            </details>

            <details><summary>Hint 3: almost the code</summary>

            Almost code.

            </details>

            **Why it works**

            What a learner reads after a pass.
            """;
}
