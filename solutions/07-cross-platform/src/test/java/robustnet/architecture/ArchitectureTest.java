package robustnet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the references of all chapters to the course's rules: the last one's class path has them
/// all. The starters have the same API, and bodies that are stubs.
class ArchitectureTest {
    private static final String[] PACKAGES =
            Rules.CHAPTERS.stream().map(c -> "robustnet." + c).toArray(String[]::new);

    private static JavaClasses references;

    @BeforeAll
    static void read() {
        references =
                new ClassFileImporter()
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages(PACKAGES);
    }

    @ParameterizedTest
    @MethodSource("robustnet.architecture.Rules#all")
    @DisplayName("the references of all chapters keep the rule")
    void referencesKeep(ArchRule rule) {
        assertThat(references.stream().map(c -> c.getPackageName()).distinct())
                .as("every chapter is looked at")
                .contains(PACKAGES);
        rule.check(references);
    }

    @Test
    @DisplayName("a class that breaks the rules is found by each of them")
    void findsBreaches() {
        var offender = new ClassFileImporter().importClasses(Offender.class);

        assertBroken(Rules.doesNotEndTheProgram(), offender);
        assertBroken(Rules.doesNotPrint(), offender);
        assertBroken(Rules.sleepsOnlyInASleeper(), offender);
        assertBroken(Rules.doesNotMatchOnMessages(), offender);
    }

    @Test
    @DisplayName("a chapter that uses a library, or a later chapter, is found")
    void findsForeignDependencies() {
        var sources = new ClassFileImporter().importClasses(robustnet.basics.Intruder.class);

        assertBroken(Rules.seesOnlyEarlierChapters("basics"), sources);
    }

    private static void assertBroken(ArchRule rule, JavaClasses classes) {
        assertThat(rule.evaluate(classes).hasViolation()).as(rule.getDescription()).isTrue();
    }

    private static final class Offender {
        void offend() throws InterruptedException {
            try {
                Thread.sleep(1);
                System.out.println();
                throw new IOException("reset");
            } catch (IOException e) {
                if (e.getMessage().contains("reset")) System.exit(1);
            }
        }
    }
}
