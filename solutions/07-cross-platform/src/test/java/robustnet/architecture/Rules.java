package robustnet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The rules for the course's main code that a tool can check.
final class Rules {
    /// In the order in which they are taught: a chapter sees those before it.
    static final List<String> CHAPTERS =
            List.of("basics", "udp", "errors", "buffers", "tls", "concurrency", "platform");

    private static final Set<String> STRING_MATCHERS =
            Set.of(
                    "contains",
                    "startsWith",
                    "endsWith",
                    "matches",
                    "equals",
                    "equalsIgnoreCase",
                    "indexOf");

    private Rules() {}

    static List<ArchRule> all() {
        var rules = new ArrayList<ArchRule>();
        CHAPTERS.forEach(chapter -> rules.add(seesOnlyEarlierChapters(chapter)));
        rules.add(doesNotEndTheProgram());
        rules.add(doesNotPrint());
        rules.add(sleepsOnlyInASleeper());
        rules.add(doesNotMatchOnMessages());
        return rules;
    }

    static ArchRule seesOnlyEarlierChapters(String chapter) {
        var allowed = new ArrayList<>(List.of("java..", "javax..", "jdk.net..", "org.slf4j.."));
        CHAPTERS.subList(0, CHAPTERS.indexOf(chapter) + 1)
                .forEach(earlier -> allowed.add("robustnet." + earlier + ".."));
        if (chapter.equals("concurrency")) { // its metrics need a histogram that many may write to
            allowed.add("org.HdrHistogram..");
        }
        return classes()
                .that()
                .resideInAPackage("robustnet." + chapter + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .because("a chapter uses the JDK, SLF4J and the chapters before it")
                .allowEmptyShould(true);
    }

    static ArchRule doesNotEndTheProgram() {
        return noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .because("a library does not end the program that it serves");
    }

    static ArchRule doesNotPrint() {
        return noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("main code logs; only demos print");
    }

    static ArchRule sleepsOnlyInASleeper() {
        return noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Sleeper")
                .should()
                .callMethodWhere(
                        describe(
                                "Thread.sleep",
                                call ->
                                        call.getTargetOwner().isEquivalentTo(Thread.class)
                                                && call.getName().equals("sleep")))
                .because("time is injected, so that a test need not wait");
    }

    static ArchRule doesNotMatchOnMessages() {
        return codeUnits()
                .should(
                        new ArchCondition<>("not look for a text in an exception's message") {
                            @Override
                            public void check(JavaCodeUnit code, ConditionEvents events) {
                                if (code.getMethodCallsFromSelf().stream()
                                                .anyMatch(Rules::readsMessage)
                                        && code.getMethodCallsFromSelf().stream()
                                                .anyMatch(Rules::matchesText)) {
                                    events.add(
                                            SimpleConditionEvent.violated(
                                                    code,
                                                    code.getDescription()
                                                            + " matches on an exception's message"));
                                }
                            }
                        })
                .because("the texts differ between systems and versions (X12)")
                .allowEmptyShould(true);
    }

    private static boolean readsMessage(JavaMethodCall call) {
        return call.getTargetOwner().isAssignableTo(Throwable.class)
                && Set.of("getMessage", "getLocalizedMessage", "toString").contains(call.getName());
    }

    private static boolean matchesText(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(String.class)
                && STRING_MATCHERS.contains(call.getName());
    }
}
