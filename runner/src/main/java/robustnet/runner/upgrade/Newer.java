package robustnet.runner.upgrade;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import robustnet.runner.course.CourseException;
import robustnet.runner.state.Git;
import robustnet.runner.state.Work;

/// Where a newer version of the course lies, that the learner has fetched but not taken yet.
///
/// @param name how messages call it
/// @param folder whether it is a folder, not a revision
/// @param isNewer whether there is anything in it that this checkout has not
public record Newer(String name, boolean folder, boolean isNewer, Path root) {
    /// Finds what `asked` names: the folder of an unpacked course, or a revision of this checkout.
    /// Without it: the branch that this one follows, or the default branch that it came from.
    ///
    /// @throws CourseException if there is nothing to compare with
    public static Newer find(Path root, Optional<String> asked) {
        if (asked.isPresent() && Files.isDirectory(Path.of(asked.get()))) {
            return folder(Path.of(asked.get()));
        }
        var git = new Git(root);
        if (!git.checkout()) {
            throw new CourseException(
                    "This folder is no git checkout. Unpack the newer course into a folder of its own, then: ./learn upgrade-check FOLDER");
        }
        var names = asked.map(Stream::of).orElseGet(() -> Stream.of("@{upstream}", "origin/HEAD"));
        var known = names.filter(name -> git.commit(name).isPresent()).toList();
        if (known.isEmpty()) {
            throw new CourseException(
                    asked.map(name -> "git knows no revision " + name + ".")
                                    .orElse("git knows no branch that this one came from.")
                            + " Fetch the newer course with git fetch, then name it: ./learn upgrade-check origin/main");
        }
        return known.stream()
                .filter(name -> !git.contains(name))
                .findFirst()
                .map(name -> new Newer(name, false, true, root))
                .orElseGet(() -> new Newer(known.getFirst(), false, false, root));
    }

    private static Newer folder(Path folder) {
        if (!Files.isRegularFile(folder.resolve("pom.xml"))
                || !Files.isDirectory(folder.resolve("solutions"))) {
            throw new CourseException(folder + " is not a course: it has no pom.xml or solutions.");
        }
        return new Newer(folder.toString(), true, true, folder.toAbsolutePath().normalize());
    }

    /// How the files that the learner changed would fare.
    public List<Meeting> meetings(Path course, Work work) {
        var changed = work.changed();
        var newer = folder ? inFolder(course, changed) : new Git(root).read(name, changed);
        return changed.stream()
                .flatMap(
                        file ->
                                Meeting.of(
                                        course.relativize(file).toString().replace('\\', '/'),
                                        work.ofTheCourse(file),
                                        work.original(file).map(Newer::text),
                                        Optional.ofNullable(newer.get(file)))
                                        .stream())
                .toList();
    }

    private Map<Path, String> inFolder(Path course, List<Path> files) {
        var texts = new HashMap<Path, String>();
        for (var file : files) {
            Work.content(root.resolve(course.relativize(file)))
                    .ifPresent(bytes -> texts.put(file, text(bytes)));
        }
        return texts;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
