package robustnet.runner.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import robustnet.runner.course.Chapter;

/// The sources of a chapter and of its tests as they were at one moment: all that the compiler
/// could find there.
///
/// @param chapter whose they are
/// @param texts by file
record ChapterSources(Chapter chapter, Map<Path, String> texts) {
    private static final Pattern WORD = Pattern.compile("\\w+");

    /// Reads them.
    ///
    /// @return empty if one of them cannot be read, or is no text in UTF-8
    static Optional<ChapterSources> read(Chapter chapter) {
        var texts = new HashMap<Path, String>();
        for (var folder : List.of(chapter.mainSources(), chapter.testSources())) {
            try (var files = Files.walk(folder)) {
                for (var file : files.filter(ChapterSources::isSource).toList()) {
                    texts.put(file, Files.readString(file));
                }
            } catch (IOException | UncheckedIOException _) {
                return Optional.empty();
            }
        }
        return Optional.of(new ChapterSources(chapter, texts));
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && Files.isRegularFile(file);
    }

    Set<Path> files() {
        return texts.keySet();
    }

    /// Those that have a class in `folder`.
    Set<Path> compiledTo(Path folder) {
        var relative = new HashMap<Path, Path>();
        for (var root : List.of(chapter.mainSources(), chapter.testSources())) {
            files().stream()
                    .filter(f -> f.startsWith(root))
                    .forEach(f -> relative.put(root.relativize(f), f));
        }
        return SourcedClass.from(folder, relative.keySet()).stream()
                .map(c -> relative.get(c.source()))
                .collect(Collectors.toSet());
    }

    boolean hasSameFiles(ChapterSources other) {
        return files().equals(other.files());
    }

    /// Those of `files` that differ in `other`, which has the same files.
    Set<Path> changed(Set<Path> files, ChapterSources other) {
        return files.stream()
                .filter(f -> !texts.get(f).equals(other.texts.get(f)))
                .collect(Collectors.toSet());
    }

    /// The words that stand in `file`, in its code and its comments.
    Set<String> words(Path file) {
        return WORD.matcher(texts.get(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
