package robustnet.runner.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import robustnet.runner.terminal.Screen;
import robustnet.runner.terminal.Svg;

/// A folder of pictures.
///
/// @param folder made when the first one is written
/// @param out says what was written
record Album(Path folder, PrintWriter out) {
    /// What is another number at each run, by the text that stands for it; as long as the number.
    private static final List<Pattern> UNSTEADY =
            List.of(Pattern.compile("\\b\\d\\.\\d\\d(?= s\\b)"));

    /// Writes one picture.
    ///
    /// @param name of the file, without its ending
    /// @param title what stands in the title bar
    /// @param description one sentence for who cannot see it
    void add(Screen screen, String name, String title, String description) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(name + ".svg");
        Files.writeString(file, Svg.draw(screen.mapped(Album::steady), title, description));
        out.println("wrote " + file);
        out.flush();
    }

    private static String steady(String text) {
        var result = text;
        for (var pattern : UNSTEADY) {
            result = pattern.matcher(result).replaceAll("0.21");
        }
        return result;
    }
}
