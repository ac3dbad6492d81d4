package robustnet.runner.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.docs.Anchors;

/// Finds where the book tells of a pitfall: under a heading that begins with its id. The pages are
/// searched as lines: to take a page apart takes longer than all else that a diagnosis does.
record PitfallLink(Course course, Chapter chapter) {
    /// The first of `ids` that has a heading on the chapter's page, or else on the page of a
    /// chapter before it: `docs/01-basics.md#b1-one-read-is-not-one-message`.
    Optional<String> to(Collection<String> ids) {
        for (var page : pages()) {
            var lines = lines(page);
            for (var id : ids) {
                var heading = lines.stream().filter(line -> line.startsWith("### " + id + " "));
                var link = heading.findFirst().map(line -> course.relative(page) + anchor(line));
                if (link.isPresent()) {
                    return link;
                }
            }
        }
        return Optional.empty();
    }

    private List<Path> pages() {
        var pages = new ArrayList<>(List.of(chapter.page()));
        course.before(chapter).reversed().forEach(before -> pages.add(before.page()));
        return pages;
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException _) {
            return List.of();
        }
    }

    private static String anchor(String heading) {
        return "#" + Anchors.of(heading.substring(heading.indexOf(' ') + 1).strip());
    }
}
