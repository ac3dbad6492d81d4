package robustnet.runner.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import robustnet.runner.cli.Learn;
import robustnet.runner.cli.Surroundings;

/// A shell that knows one command, `./learn`, and runs it in its own JVM: twenty commands in a
/// terminal cost one start. `NAME=VALUE` may stand before it. The prompt shows the last exit code.
final class Shell {
    private final String root = System.getProperty("learn.root");

    public static void main(String[] args) throws IOException {
        new Shell().run();
    }

    private void run() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        var out = new PrintWriter(System.out, true, UTF_8);
        int code = 0;
        while (true) {
            out.print("[" + code + "] $ ");
            out.flush();
            var line = in.readLine();
            if (line == null) {
                return;
            }
            code = learn(List.of(line.split(" ")), out);
        }
    }

    private int learn(List<String> words, PrintWriter out) {
        int program = words.indexOf("./learn");
        var environment = new HashMap<>(System.getenv());
        words.subList(0, program).stream()
                .map(word -> word.split("=", 2))
                .forEach(pair -> environment.put(pair[0], pair[1]));
        var arguments = words.subList(program + 1, words.size()).toArray(String[]::new);
        return Learn.run(
                new Surroundings(
                        root,
                        Path.of(root),
                        out,
                        out,
                        System.console() != null && System.console().isTerminal(),
                        environment),
                Arrays.copyOf(arguments, arguments.length));
    }
}
