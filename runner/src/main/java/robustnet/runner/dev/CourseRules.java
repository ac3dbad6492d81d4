package robustnet.runner.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.docs.Page;
import robustnet.runner.mistake.Mistake;

/// What belongs to no single exercise: the pages' excerpts and links, mistakes that nobody owns,
/// files that are given.
final class CourseRules {
    private static final String FILES = "files";

    private CourseRules() {}

    static Part check(Course course) {
        long start = System.nanoTime();
        var tally = new Tally();
        var excerpts = new ExcerptRule(course);
        var links = new LinkRule(course);
        var pages = pages(course.root());
        for (var file : pages) {
            var page = Page.read(file);
            excerpts.check(page, tally);
            links.check(page, tally);
        }
        for (var chapter : course.chapters()) {
            mistakesWithoutExercise(course, chapter, tally);
            givenFiles(course, chapter, tally);
        }
        return new Part(
                "course",
                "pages and files",
                Plural.of(pages.size(), "page"),
                tally.passed(),
                tally.findings(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static List<Path> pages(Path root) {
        var pages = new ArrayList<Path>();
        Stream.of("README.md", "CONTRIBUTING.md")
                .map(root::resolve)
                .filter(Files::exists)
                .forEach(pages::add);
        pages.addAll(files(root.resolve("docs"), ".md"));
        return pages;
    }

    private static void mistakesWithoutExercise(Course course, Chapter chapter, Tally tally) {
        for (var file : Mistake.files(chapter.mistakes())) {
            boolean owned =
                    chapter.exercises().stream()
                            .anyMatch(e -> file.getFileName().toString().startsWith(e.id() + "-"));
            tally.check(
                    owned,
                    FILES,
                    course.relative(file),
                    "its name begins with no exercise's id and a hyphen");
        }
    }

    /// What no exercise edits is the same in starter and reference: it is given.
    private static void givenFiles(Course course, Chapter chapter, Tally tally) {
        var edited = chapter.exercises().stream().flatMap(e -> e.editFiles().stream()).toList();
        for (var file : files(chapter.mainSources(), ".java")) {
            if (edited.contains(file) || file.endsWith("package-info.java")) {
                continue;
            }
            var other = chapter.counterpart(file, chapter.referenceSources());
            tally.check(
                    same(file, other),
                    FILES,
                    course.relative(file),
                    "no exercise edits it, so it should be the same as " + course.relative(other));
        }
    }

    private static boolean same(Path a, Path b) {
        try {
            return Files.isRegularFile(b) && Files.readAllLines(a).equals(Files.readAllLines(b));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
