package robustnet.runner.doctor;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import robustnet.runner.doctor.Diagnosis.Ok;
import robustnet.runner.doctor.Diagnosis.Problem;
import robustnet.runner.doctor.Diagnosis.Warn;

/// The programs that the course is built and run with.
final class ToolChecks {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Pattern MAVEN = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Pattern JAVA = Pattern.compile("Java version: ([^,\\s]+)");

    private final Machine machine;

    private ToolChecks(Machine machine) {
        this.machine = machine;
    }

    static List<Check> of(Machine machine) {
        var checks = new ToolChecks(machine);
        return List.of(
                new Check("JDK", checks::jdk),
                new Check("Maven", checks::maven),
                new Check("Docker", checks::docker),
                new Check("Git", checks::lineEndings));
    }

    private Diagnosis jdk() {
        var version = machine.property("java.version");
        var found =
                "%s, %s, %s"
                        .formatted(
                                version,
                                machine.property("java.vendor"),
                                machine.property("java.home"));
        if (Integer.parseInt(version.replaceFirst("\\D.*", "")) < 25) {
            return new Problem(found, "The course needs a JDK 25 or newer: https://adoptium.net");
        }
        return ToolProvider.getSystemJavaCompiler() == null
                ? new Problem(found + ", without a compiler", "Install the JDK, not the JRE alone.")
                : new Ok(found + ", with compiler");
    }

    private Diagnosis maven() throws InterruptedException {
        var command = machine.os() == Machine.Os.WINDOWS ? "mvn.cmd" : "mvn";
        var output = machine.run(LIMIT, command, "-B", "-v").orElse("");
        var version = MAVEN.matcher(output);
        if (!version.find()) {
            return new Warn(
                    "no answer from " + command + " -v",
                    "./learn works on a built tree without Maven. To build, and for mvn verify, install Maven 3.8.7 or newer.");
        }
        var java = JAVA.matcher(output);
        var found = version.group() + (java.find() ? ", runs on Java " + java.group(1) : "");
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > 3 || major == 3 && minor >= 8
                ? new Ok(found + " (the build picks the JDK 25 by itself)")
                : new Warn(
                        found,
                        "The course was tried with Maven 3.8.7. Take a newer one if the build fails.");
    }

    private Diagnosis docker() throws InterruptedException {
        var client = machine.run(LIMIT, "docker", "--version");
        if (client.isEmpty()) {
            return new Warn(
                    "not installed",
                    "Optional: only tests that run in containers are skipped without it.");
        }
        var server = machine.run(LIMIT, "docker", "version", "--format", "{{.Server.Version}}");
        return server.<Diagnosis>map(v -> new Ok("engine " + v.strip()))
                .orElseGet(
                        () ->
                                new Warn(
                                        client.get().strip() + ", but its engine does not answer",
                                        "Optional: start Docker for the tests that run in containers, which are skipped without it."));
    }

    private Diagnosis lineEndings() throws InterruptedException {
        var convert =
                machine.run(LIMIT, "git", "config", "--get", "core.autocrlf")
                        .map(String::strip)
                        .orElse("not set");
        var launcher = machine.file(machine.root().resolve("learn")).orElse("");
        if (launcher.contains("\r\n")) {
            return new Problem(
                    "the file learn has Windows line endings (core.autocrlf: " + convert + ")",
                    "Clone the course anew with git, which keeps the endings that .gitattributes asks for.");
        }
        return new Ok("core.autocrlf: " + convert + "; line endings are right");
    }
}
