package robustnet.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import robustnet.testkit.junit.ExerciseExtension;

/// Declares an exercise on the test class that grades it: the single place where one is declared.
///
/// Each test runs on a virtual thread of its own with a deadline ([TimeLimit], 5 s unless stated),
/// so no test hangs the build. A test may take a [Testbed] as parameter.
///
/// All arguments are literals, because the runner reads them from the source, before anything
/// compiles.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ExerciseExtension.class)
public @interface Exercise {
    /// The chapter's number, a point, the exercise's number in it: `1.4`.
    String id();

    /// The title, the same as in the chapter's page.
    String title();

    /// The difficulty, 1 to 4: worth 5, 10, 15 or 20 points.
    int level();

    /// How long it takes someone who has read the page.
    int minutes();

    /// The classes that the learner edits. The exercise is finished when their source files hold no
    /// `TODO` followed by its id.
    Class<?>[] edit();

    /// Whether its points come on top of 100 %.
    boolean bonus() default false;
}
