package robustnet.runner.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import robustnet.runner.course.Catalogue;
import robustnet.runner.course.CourseRoot;
import robustnet.runner.report.Style;
import robustnet.runner.state.LearnState;
import robustnet.runner.state.Starters;
import robustnet.runner.state.Work;

/// What all commands have in common: options, and opening the course.
final class Common {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--plain", description = "No colour.")
    private boolean plain;

    /// Whether a screen that changes may be shown, and keys read.
    boolean live() {
        var surroundings = surroundings();
        return !plain
                && surroundings.terminal()
                && !surroundings.environment().getOrDefault("TERM", "").equals("dumb");
    }

    Surroundings surroundings() {
        return ((Learn) command.root().userObject()).surroundings();
    }

    /// Reads the course and the learner's state, and remembers untouched starters.
    Desk open() {
        var surroundings = surroundings();
        var root = CourseRoot.find(surroundings.learnRoot(), surroundings.workingFolder());
        var course = Catalogue.read(root);
        var state = LearnState.load(root);
        state.warning().ifPresent(surroundings.err()::println);
        var starters = new Starters(course);
        starters.remember();
        var work = new Work(course, starters);
        work.remember();
        var style = Style.choose(plain, surroundings.terminal(), surroundings.environment());
        return new Desk(course, state, starters, work, surroundings.out(), style);
    }
}
