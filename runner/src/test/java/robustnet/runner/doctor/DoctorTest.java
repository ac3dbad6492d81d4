package robustnet.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import robustnet.runner.doctor.Diagnosis.Ok;
import robustnet.runner.doctor.Diagnosis.Problem;
import robustnet.runner.doctor.Diagnosis.Warn;
import robustnet.runner.report.Style;

class DoctorTest {
    private final FakeMachine machine = new FakeMachine();

    @Test
    @DisplayName("a check that never answers and one that throws are warnings, the others stand")
    void patience() throws Exception {
        var never = new CountDownLatch(1);
        var doctor =
                new Doctor(
                        List.of(
                                new Check(
                                        "hangs",
                                        () -> {
                                            never.await();
                                            return new Ok("");
                                        }),
                                new Check(
                                        "throws",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }),
                                new Check("well", () -> new Ok("fine"))),
                        Duration.ofMillis(200));

        var answers = doctor.examine();

        assertThat(answers)
                .extracting(Doctor.Answer::name)
                .containsExactly("hangs", "throws", "well");
        assertThat(answers.get(0).diagnosis()).isInstanceOf(Warn.class);
        assertThat(answers.get(1).diagnosis().found()).contains("broken");
        assertThat(answers.get(2).diagnosis()).isEqualTo(new Ok("fine"));
    }

    @Test
    @DisplayName("the whole examination of this machine takes less than 5 s")
    void bounded(@TempDir Path root) throws Exception {
        long start = System.nanoTime();

        var answers = Doctor.of(new ThisMachine(root)).examine();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(answers)
                .hasSizeGreaterThanOrEqualTo(14)
                .allSatisfy(a -> assertThat(a.diagnosis().found()).isNotBlank());
    }

    @Test
    @DisplayName("an old Java is a problem")
    void oldJava() throws Exception {
        machine.properties.put("java.version", "17.0.15");

        assertThat(ask("JDK")).isInstanceOf(Problem.class);
    }

    @Test
    @DisplayName("Maven is asked for its version and its Java; without it the runner still works")
    void maven() throws Exception {
        assertThat(ask("Maven")).isInstanceOf(Warn.class);

        machine.commands.put(
                "mvn -B -v", "Apache Maven 3.8.7\nJava version: 17.0.15, vendor: Debian");
        assertThat(ask("Maven").found()).contains("3.8.7", "17.0.15");

        machine.commands.put("mvn -B -v", "Apache Maven 3.6.3\n");
        assertThat(ask("Maven")).isInstanceOf(Warn.class);

        machine.os = Machine.Os.WINDOWS;
        machine.commands.put("mvn.cmd -B -v", "Apache Maven 4.0.0");
        assertThat(ask("Maven")).isInstanceOf(Ok.class);
    }

    @Test
    @DisplayName("Docker may be missing, be without its engine, or work")
    void docker() throws Exception {
        assertThat(ask("Docker").found()).contains("not installed");

        machine.commands.put("docker --version", "Docker version 28");
        assertThat(ask("Docker").found()).contains("does not answer");

        machine.commands.put("docker version --format {{.Server.Version}}", "28.1\n");
        assertThat(ask("Docker")).isEqualTo(new Ok("engine 28.1"));
    }

    @Test
    @DisplayName("the range of free ports is read from each system in its way")
    void ports() throws Exception {
        assertThat(ask("ports").found()).contains("32768 to 60999", "28232 ports");

        machine.os = Machine.Os.MACOS;
        machine.commands.put(
                "sysctl -n net.inet.ip.portrange.first net.inet.ip.portrange.last",
                "49152\n65535\n");
        assertThat(ask("ports").found()).contains("49152 to 65535");

        machine.os = Machine.Os.WINDOWS;
        machine.commands.put(
                "netsh int ipv4 show dynamicport tcp",
                "\r\nProtokoll tcp, dynamischer Portbereich IPv4\r\n---\r\nStartport     : 49152\r\nAnzahl : 16384\r\n");
        assertThat(ask("ports").found()).contains("49152 to 65535");

        machine.commands.clear();
        assertThat(ask("ports")).isInstanceOf(Warn.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("a file of /proc/sys is read whole")
    void procSys(@TempDir Path root) {
        var range = new ThisMachine(root).file(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));

        assertThat(range)
                .hasValueSatisfying(text -> assertThat(text).containsPattern("\\d{2,}\\s+\\d{2,}"));
    }

    @Test
    @DisplayName("Windows line endings in the launcher are a problem")
    void lineEndings() throws Exception {
        machine.files.put(machine.root.resolve("learn").toString(), "#!/bin/sh\r\n");
        assertThat(ask("Git")).isInstanceOf(Problem.class);

        machine.files.put(machine.root.resolve("learn").toString(), "#!/bin/sh\n");
        assertThat(ask("Git")).isInstanceOf(Ok.class);
    }

    @Test
    @DisplayName("few open files, a full disk, a folder that cannot be written to are named")
    void limits() throws Exception {
        machine.maxFiles = 256;
        machine.freeBytes = 10L << 20;
        machine.root = Path.of("/dev/null/course");

        assertThat(ask("open files")).isInstanceOf(Warn.class);
        assertThat(ask("disk")).isInstanceOf(Problem.class);
        assertThat(ask("folder")).isInstanceOf(Problem.class);
        machine.maxFiles = -1;
        assertThat(ask("open files")).as("Windows has no such limit").isInstanceOf(Ok.class);
    }

    @Test
    @DisplayName("a terminal without UTF-8 is told what to do on its system")
    void terminal() throws Exception {
        machine.properties.put("stdout.encoding", "US-ASCII");
        assertThat(ask("terminal").toString()).contains("LC_ALL");

        machine.os = Machine.Os.WINDOWS;
        assertThat(ask("terminal").toString()).contains("chcp");
    }

    @Test
    @DisplayName("an address that does not exist here is a problem if it is needed, else a warning")
    void addresses() {
        // TEST-NET-1, RFC 5737: never an address of this machine.
        assertThat(NetworkChecks.tcp("192.0.2.1", true)).isInstanceOf(Problem.class);
        assertThat(NetworkChecks.tcp("192.0.2.1", false)).isInstanceOf(Warn.class);
    }

    @Test
    @DisplayName("the report has a line a check, what to do below")
    void report() {
        var text = new StringWriter();
        var out = new PrintWriter(text);

        DoctorCommand.print(
                List.of(new Doctor.Answer("JDK", new Problem("17", "Get 25."))),
                out,
                Style.plain());

        out.flush();
        assertThat(text.toString()).contains("✗ JDK", "→ Get 25.", "1 problem to solve first.");
    }

    private Diagnosis ask(String name) throws InterruptedException {
        return Doctor.of(machine).examine().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseThrow()
                .diagnosis();
    }
}
