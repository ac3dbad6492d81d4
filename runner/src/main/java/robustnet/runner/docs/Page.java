package robustnet.runner.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import robustnet.runner.course.CourseException;

/// A page of the book, taken apart. Lines count from 1.
///
/// @param file where it lies
/// @param sections every heading with what follows it, up to the next heading of the same or a
///   higher level
/// @param fences the fenced code blocks
/// @param links the links and images, reference links resolved
public record Page(Path file, List<Section> sections, List<Fence> fences, List<Link> links) {
    public Page {
        sections = List.copyOf(sections);
        fences = List.copyOf(fences);
        links = List.copyOf(links);
    }

    /// A heading and its text.
    ///
    /// @param level 1 to 6
    /// @param title the heading as plain text: `1.4 Length-prefixed frames`
    /// @param anchor the fragment that GitHub gives it: `14-length-prefixed-frames`
    /// @param markdown the source below the heading
    /// @param hints the folded `<details>` in it whose summary begins with "Hint", in order
    public record Section(
            int level, int line, String title, String anchor, String markdown, List<Hint> hints) {
        public Section {
            hints = List.copyOf(hints);
        }
    }

    /// A folded hint.
    ///
    /// @param summary `Hint 1: nudge`
    /// @param markdown its text
    public record Hint(int line, String summary, String markdown) {}

    /// A fenced code block.
    ///
    /// @param info what follows the fence: `java`; empty if nothing
    /// @param text the content
    /// @param comment the HTML comment directly before it, without its marks; empty if there is
    ///   none
    public record Fence(int line, String info, String text, String comment) {}

    /// A link or an image.
    ///
    /// @param target as written: `#b16-…`, `02-udp.md`, `https://…`
    public record Link(int line, String target) {}

    /// Reads `file`.
    ///
    /// @throws CourseException if it cannot be read
    public static Page read(Path file) {
        try {
            return PageParser.parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new CourseException("Cannot read the page " + file + ": " + e.getMessage(), e);
        }
    }

    /// The section of an exercise: the level-2 heading that begins with `id` and a blank.
    public Optional<Section> exercise(String id) {
        return sections.stream()
                .filter(s -> s.level() == 2 && s.title().startsWith(id + " "))
                .findFirst();
    }
}
