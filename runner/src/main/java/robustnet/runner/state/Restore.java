package robustnet.runner.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import robustnet.runner.course.Course;
import robustnet.runner.course.CourseException;

/// What makes the learner's work what it was when it was saved.
///
/// @param contents each file that has to change, as [Keep#change(String, Map)] takes it
/// @param notes what the learner should know, a sentence each
public record Restore(Map<Path, Optional<byte[]>> contents, List<String> notes) {
    public Restore {
        notes = List.copyOf(notes);
    }

    /// What is in `save` comes back; what is not in it becomes what the course gave, and the
    /// learner's own files that are not in it go.
    ///
    /// @throws CourseException if a file of `save` is not there
    public static Restore of(Course course, Work work, Save save) {
        var contents = new LinkedHashMap<Path, Optional<byte[]>>();
        var notes = new ArrayList<String>();
        var others = new TreeSet<>(work.changed());
        for (var entry : save.files()) {
            var file = course.root().resolve(entry.path()).normalize();
            if (!isWork(course, file)) {
                notes.add(entry.path() + " has no place in this course; it stays in the save.");
                continue;
            }
            var saved = Work.content(save.folder().resolve(entry.path()));
            if (saved.isEmpty()) {
                throw new CourseException(
                        "%s is missing in .learn/saves/%s. Nothing was changed."
                                .formatted(entry.path(), save.name()));
            }
            if (!entry.starter().equals(new Saves(course, work).starter(file))) {
                notes.add(
                        entry.path()
                                + ": the course's version of this file has changed since it was saved. Compare with ./learn solution --diff.");
            }
            contents.put(file, saved);
            others.remove(file);
        }
        for (var path : save.gone()) {
            var file = course.root().resolve(path).normalize();
            if (isWork(course, file)) {
                contents.put(file, Optional.empty());
                others.remove(file);
            }
        }
        for (var file : others) {
            var original = work.original(file);
            if (original.isPresent() || !work.ofTheCourse(file)) {
                contents.put(file, original);
            } else {
                notes.add(course.relative(file) + " stays: no untouched copy of it is known.");
            }
        }
        return new Restore(contents, notes);
    }

    private static boolean isWork(Course course, Path file) {
        return course.chapters().stream()
                .anyMatch(
                        chapter -> file.startsWith(Work.main(chapter)) && !Files.isDirectory(file));
    }
}
