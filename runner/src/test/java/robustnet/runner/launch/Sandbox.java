package robustnet.runner.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A folder with a copy of the launcher, fake JDKs and a fake Maven: nothing of the machine's but
/// `/bin/sh` and its tools is used.
final class Sandbox {
    private static final String JAVA =
            """
            #!/bin/sh
            printf 'jdk=%s\\nlc=%s\\n' "$(dirname "$(dirname "$0")")" "${LC_ALL:-}"
            args=
            main=
            for a in "$@"; do
                case $a in -D*) echo "$a" ;; esac
                [ -z "$main" ] || args="$args$a|"
                [ "$a" != robustnet.runner.Main ] || main=1
            done
            printf 'args=%s\\n' "$args"
            : > runner/target/fingerprint
            exit "${FAKE_CODE:-0}"
            """;

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$*" >> .learn/builds
            if [ -n "${FAKE_MVN:-}" ]; then echo "$FAKE_MVN"; exit 1; fi
            mkdir -p runner/target/lib
            : > runner/target/runner-1.jar
            """;

    private final Path folder;
    private final Map<String, String> env = new HashMap<>();

    /// How a process ended.
    record Run(int code, String out, String err) {}

    Sandbox(Path folder) throws IOException {
        this.folder = folder;
        // This machine's own JDKs must not be found.
        var launcher = Files.readString(Path.of("../learn"));
        script(
                "course/learn",
                launcher.replaceAll("(?<=\\s)/(usr|opt|Library|home)/", "/nowhere/$1/"));
        Files.createDirectories(folder.resolve("course/runner"));
        script("bin/mvn", MAVEN);
        Files.createDirectories(folder.resolve("home"));
        for (var tool :
                List.of("sh", "dirname", "mkdir", "rm", "grep", "tail", "cat", "readlink")) {
            script("bin/" + tool, "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n");
        }
        env("HOME", folder.resolve("home").toString());
        env("PATH", folder.resolve("bin").toString());
    }

    Path folder() {
        return folder;
    }

    void env(String name, String value) {
        env.put(name, value);
    }

    Path jdk(String at, String version, boolean compiler) throws IOException {
        var jdk = Files.createDirectories(folder.resolve(at));
        Files.writeString(
                jdk.resolve("release"), "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(at + "/bin/java", JAVA);
        if (compiler) {
            script(at + "/bin/javac", "#!/bin/sh\n");
        }
        return jdk;
    }

    Run learn(String... args) throws IOException, InterruptedException {
        return start(folder.resolve("course"), "./learn", args);
    }

    Run start(Path directory, String launcher, String... args)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/sh", launcher));
        command.addAll(List.of(args));
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(env);
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end within 20 s");
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    int builds() throws IOException {
        var log = folder.resolve("course/.learn/builds");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    private void script(String at, String text) throws IOException {
        var file = folder.resolve(at);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path tool(String name) {
        for (var place : List.of("/bin", "/usr/bin")) {
            var file = Path.of(place, name);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException("this machine has no " + name);
    }
}
