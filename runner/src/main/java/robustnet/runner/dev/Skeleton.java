package robustnet.runner.dev;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import robustnet.runner.course.Chapter;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;
import robustnet.runner.docs.Page;

/// The files of a new exercise: starter, reference, test, a mistake, and a section of the chapter's
/// page.
///
/// @param type the simple name of the class that the learner writes
record Skeleton(Chapter chapter, String id, String type, String title) {
    private static final Pattern ID = Pattern.compile("([1-9]\\d?)\\.[1-9]\\d?");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9]*");

    /// @param type null for a name made of the id
    /// @param title null for the type's name in words
    /// @throws CourseException if the id is none, is taken, or has no chapter
    static Skeleton of(Course course, String id, String type, String title) {
        var match = ID.matcher(id);
        if (!match.matches()) {
            throw new CourseException(
                    "\"" + id + "\" is no id of an exercise: write chapter.number, such as 2.1");
        }
        if (course.exercise(id).isPresent()) {
            throw new CourseException("There is an exercise " + id + " already.");
        }
        var name = type == null ? "Exercise" + id.replace('.', '_') : type;
        if (type != null && !TYPE.matcher(type).matches()) {
            throw new CourseException(
                    "\"" + type + "\" is no good name for a class: write it like UdpEchoServer");
        }
        return new Skeleton(
                course.chapter(match.group(1)),
                id,
                name,
                title == null ? name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ") : title);
    }

    /// Writes all of it, or nothing if one of the files is there already.
    ///
    /// @return what was written
    /// @throws CourseException if a file is there, or the folder cannot be written to
    List<Path> write() {
        var files = files();
        for (var file : files.keySet()) {
            if (Files.exists(file)) {
                throw new CourseException(file + " is there already; nothing was written.");
            }
        }
        if (Files.exists(chapter.page()) && Page.read(chapter.page()).exercise(id).isPresent()) {
            throw new CourseException(
                    chapter.page() + " has a section " + id + " already; nothing was written.");
        }
        try {
            for (var file : files.entrySet()) {
                Files.createDirectories(file.getKey().getParent());
                Files.writeString(
                        file.getKey(), fill(file.getValue()), StandardOpenOption.CREATE_NEW);
            }
            appendToPage();
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw new CourseException("Cannot write " + e.getFile(), e);
        } catch (IOException e) {
            throw new CourseException("Cannot write: " + e.getMessage(), e);
        }
        var written = new java.util.ArrayList<>(files.keySet());
        written.add(chapter.page());
        return written;
    }

    private Map<Path, String> files() {
        var source = chapter.pkg().replace('.', '/') + "/" + type;
        var files = new LinkedHashMap<Path, String>();
        files.put(chapter.mainSources().resolve(source + ".java"), Templates.STARTER);
        files.put(chapter.referenceSources().resolve(source + ".java"), Templates.REFERENCE);
        files.put(chapter.testSources().resolve(source + "Test.java"), Templates.TEST);
        files.put(chapter.mistakes().resolve(id + "-answers-nothing.patch"), Templates.MISTAKE);
        return files;
    }

    private void appendToPage() throws IOException {
        var before =
                Files.exists(chapter.page())
                        ? Files.readString(chapter.page()).stripTrailing() + "\n\n"
                        : "";
        Files.createDirectories(chapter.page().getParent());
        Files.writeString(chapter.page(), before + fill(Templates.SECTION));
    }

    private String fill(String template) {
        return template.replace("{id}", id)
                .replace("{Type}", type)
                .replace("{title}", title)
                .replace("{pkg}", chapter.pkg())
                .replace("{path}", chapter.pkg().replace('.', '/'));
    }
}
