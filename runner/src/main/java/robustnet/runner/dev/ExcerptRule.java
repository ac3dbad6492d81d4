package robustnet.runner.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.Course;
import robustnet.runner.docs.Page;
import robustnet.runner.mistake.Mistake;
import robustnet.runner.mistake.PatchedReference;

/// Every Java excerpt in a page names the file that it is from, and is a run of that file's lines;
/// how far it is indented does not matter. Where the file is a mistake, the excerpt is from a file
/// that the mistake changes.
record ExcerptRule(Course course) {
    private static final String NAME = "excerpt";
    private static final String FROM = "from:";

    void check(Page page, Tally tally) {
        for (var fence : page.fences()) {
            var where = course.relative(page.file()) + ":" + fence.line();
            if (fence.comment().startsWith(FROM)) {
                var path =
                        fence.comment().substring(FROM.length()).strip().split("#", 2)[0].strip();
                tally.check(NAME, where, problem(path, dedented(fence.text().lines().toList())));
            } else if (fence.info().split("\\s", 2)[0].equals("java")) {
                tally.fail(
                        NAME, where, "Java without a line <!-- from: path --> directly above it");
            }
        }
    }

    private Optional<String> problem(String path, List<String> excerpt) {
        var file = course.root().resolve(path).normalize();
        if (!file.startsWith(course.root()) || !Files.isRegularFile(file)) {
            return Optional.of("there is no file " + path);
        }
        try {
            for (var source :
                    path.endsWith(".patch") ? patched(file) : List.of(Files.readAllLines(file))) {
                if (contains(source, excerpt)) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    "these lines are not, or no longer, in "
                            + path
                            + ":\n"
                            + String.join("\n", excerpt));
        } catch (IOException e) {
            return Optional.of(path + ": " + e.getMessage());
        }
    }

    /// The files that a mistake changes, as it leaves them.
    private List<List<String>> patched(Path patch) throws IOException {
        var chapter =
                course.chapters().stream()
                        .filter(c -> patch.startsWith(c.mistakes()))
                        .findFirst()
                        .orElseThrow(
                                () -> new IOException("this patch is no mistake of a chapter"));
        var mistake = Mistake.read(patch);
        var files = new ArrayList<List<String>>();
        try (var copy = PatchedReference.of(chapter, mistake.patch())) {
            for (var name : mistake.patch().files().keySet()) {
                files.add(Files.readAllLines(copy.folder().resolve(name)));
            }
        }
        return files;
    }

    private static boolean contains(List<String> source, List<String> excerpt) {
        for (int i = 0; i + excerpt.size() <= source.size(); i++) {
            if (dedented(source.subList(i, i + excerpt.size())).equals(excerpt)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> dedented(List<String> lines) {
        return String.join("\n", lines).stripIndent().lines().map(String::stripTrailing).toList();
    }
}
