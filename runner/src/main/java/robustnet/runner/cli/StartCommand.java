package robustnet.runner.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.CourseException;
import robustnet.runner.course.ExerciseInfo;
import robustnet.runner.state.Keep;

/// `./learn start 04`
@Command(
        name = "start",
        description =
                "Sets the scene for a chapter: puts the reference in the chapters before it, keeps yours.")
final class StartCommand implements Callable<Integer> {
    @Mixin private Common common;

    @Parameters(paramLabel = "CHAPTER", description = "A chapter, such as 04.")
    private String what;

    @Override
    public Integer call() {
        var desk = common.open();
        if (desk.course().exercise(what).isPresent()) {
            throw new CourseException(
                    "start takes a chapter: ./learn start %s, then ./learn goto %s."
                            .formatted(
                                    desk.course().chapterOf(desk.course().require(what)).number(),
                                    what));
        }
        var chapter = desk.course().chapter(what);
        var before = desk.course().before(chapter);
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        before.forEach(earlier -> contents.putAll(desk.work().toReference(earlier)));
        var kept =
                new Keep(desk.course().root())
                        .change("start " + chapter.number(), Optional.of(desk.stands()), contents);
        kept.ifPresent(new ChangeReport(desk)::print);
        if (before.isEmpty()) {
            desk.out().println("No chapter comes before " + chapter.number() + ".");
        } else {
            desk.out().println(says(before, kept.isPresent()));
        }
        whatIsSolved(desk, chapter);
        chapter.exercises().stream().findFirst().ifPresent(desk::goTo);
        desk.out().println();
        new NextReport(desk).print();
        return 0;
    }

    /// Left by a start of a later chapter, the reference would be taken for one's own work.
    private static void whatIsSolved(Desk desk, Chapter chapter) {
        var solved = chapter.exercises().stream().filter(desk.work()::isReference).toList();
        if (!solved.isEmpty()) {
            desk.out()
                    .printf(
                            "In chapter %s the reference stands, too: %s. ./learn reset %s puts the starter there.%n",
                            chapter.number(),
                            solved.stream().map(ExerciseInfo::id).collect(joining(", ")),
                            solved.getFirst().id());
        }
    }

    private static String says(List<Chapter> before, boolean changed) {
        var which =
                before.size() == 1
                        ? "Chapter %s is".formatted(before.getFirst().number())
                        : "Chapters %s to %s are"
                                .formatted(before.getFirst().number(), before.getLast().number());
        return changed
                ? which + " the reference now, which earns no points.\n./learn undo takes it back."
                : which + " the reference already.";
    }
}
