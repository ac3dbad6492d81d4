package robustnet.runner.mistake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import robustnet.runner.compile.Folders;
import robustnet.runner.course.Chapter;

/// A copy of a chapter's reference with a mistake in it; deleted by [#close()].
public final class PatchedReference implements AutoCloseable {
    private static final String SOURCES = "src/main";

    private final Path folder;

    private final Patches patch;

    private PatchedReference(Path folder, Patches patch) {
        this.folder = folder;
        this.patch = patch;
    }

    /// @throws IOException if the patch does not apply; the message says why. Nothing is left
    ///   behind then
    public static PatchedReference of(Chapter chapter, Patches patch) throws IOException {
        var parent = Files.createDirectories(chapter.root().resolve(".learn/out"));
        var copy = new PatchedReference(Files.createTempDirectory(parent, "mistake-"), patch);
        try {
            copy(chapter.referenceFolder().resolve(SOURCES), copy.folder.resolve(SOURCES));
            patch.applyTo(copy.folder);
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /// Where the copy lies, with the same layout as the reference.
    public Path folder() {
        return folder;
    }

    /// Where its sources are.
    public Path sources() {
        return folder.resolve("src/main/java");
    }

    /// The files that differ from the reference, relative to [#sources()].
    public Set<Path> changed() {
        return patch.files().keySet().stream()
                .map(file -> sources().relativize(folder.resolve(file)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
