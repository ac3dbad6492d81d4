package robustnet.runner.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import robustnet.runner.terminal.Screen;
import robustnet.runner.terminal.Svg;

/// A folder of pictures.
///
/// @param folder made when the first one is written
/// @param out says what was written
record Album(Path folder, PrintWriter out) {
    /// What is another number at each run, and the text that stands for it, as long.
    private static final Map<Pattern, String> UNSTEADY =
            Map.of(
                    Pattern.compile("\\b0\\.\\d\\d(?= s\\b)"), "0.21",
                    Pattern.compile("\\b[1-9]\\.\\d\\d(?= s\\b)"), "6.84",
                    Pattern.compile("\\b\\d\\d\\.\\d\\d(?= s\\b)"), "10.21",
                    Pattern.compile("(?<=127\\.0\\.0\\.1:|at port )\\d{5}"), "43210",
                    Pattern.compile("(?<=virtual thread #)\\d{3}"), "119");

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
        for (var entry : UNSTEADY.entrySet()) {
            result = entry.getKey().matcher(result).replaceAll(entry.getValue());
        }
        return result;
    }
}
