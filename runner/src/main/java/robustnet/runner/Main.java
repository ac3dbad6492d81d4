package robustnet.runner;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import robustnet.runner.cli.Learn;
import robustnet.runner.cli.Surroundings;
import robustnet.runner.launch.Fingerprint;
import robustnet.runner.report.AsciiWriter;

/// The start of `./learn`. Exit codes: 0 all passed, 1 not, 2 could not run; 75 asks the launcher
/// for a new build.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (Fingerprint.asksForBuild(System.getProperty("learn.root"), System.getenv())) {
            System.exit(Fingerprint.STALE);
        }
        var console = System.console();
        var surroundings =
                new Surroundings(
                        System.getProperty("learn.root"),
                        Path.of(""),
                        writer(System.out, "stdout.encoding"),
                        writer(System.err, "stderr.encoding"),
                        console != null && console.isTerminal(),
                        System.getenv());
        System.exit(Learn.run(surroundings, args));
    }

    private static PrintWriter writer(PrintStream stream, String encodingProperty) {
        var charset =
                Charset.forName(
                        System.getProperty(encodingProperty, "UTF-8"), StandardCharsets.UTF_8);
        var writer = new OutputStreamWriter(stream, charset);
        return new PrintWriter(
                charset.equals(StandardCharsets.UTF_8) ? writer : new AsciiWriter(writer), true);
    }
}
