package robustnet.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.platform.OperatingSystem.LINUX;
import static robustnet.platform.OperatingSystem.MACOS;
import static robustnet.platform.OperatingSystem.OTHER;
import static robustnet.platform.OperatingSystem.WINDOWS;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import robustnet.testkit.Exercise;

@Exercise(
        id = "7.1",
        title = "Operating system",
        level = 1,
        minutes = 15,
        edit = OperatingSystem.class)
class OperatingSystemTest {
    @Test
    @DisplayName("the names that Java gives to the three large systems are known")
    void knowsTheThree() {
        assertFamily("Linux", LINUX);
        assertFamily("Mac OS X", MACOS);
        assertFamily("Windows 11", WINDOWS);
        assertFamily("Windows Server 2022", WINDOWS);
    }

    @Test
    @DisplayName("Darwin is macOS, although the word contains \"win\"")
    void takesDarwinForMacos() {
        assertFamily("Darwin", MACOS);
    }

    @Test
    @DisplayName("the younger name of the Mac's system is known as well")
    void knowsTheYoungerName() {
        assertFamily("macOS", MACOS);
    }

    @Test
    @DisplayName("capital and small letters count the same")
    void ignoresCase() {
        assertFamily("linux", LINUX);
        assertFamily("LINUX", LINUX);
        assertFamily("MAC OS X", MACOS);
        assertFamily("DARWIN", MACOS);
        assertFamily("WINDOWS 10", WINDOWS);
        assertFamily("windows 10", WINDOWS);
    }

    @Test
    @DisplayName("the language of the machine makes no difference: in Turkey, I is no capital i")
    void ignoresTheLanguage() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr", "TR"));
        try {
            assertFamily("WINDOWS 10", WINDOWS);
            assertFamily("LINUX", LINUX);
            assertFamily("Darwin", MACOS);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("every other system is another one, and so is no name at all")
    void takesTheRestForOthers() {
        for (var name :
                new String[] {"FreeBSD", "AIX", "SunOS", "z/OS", "Lin", "Wine", "WinCE", ""}) {
            assertFamily(name, OTHER);
        }
    }

    @Test
    @DisplayName("the beginning of the name decides, and not what else is in it")
    void looksAtTheBeginning() {
        assertFamily("FreeBSD (Linux emulation)", OTHER);
        assertFamily("AIX with a Windows file system", OTHER);
        assertFamily("FreeBSD on a Mac", OTHER);
        assertFamily("Linux for Windows", LINUX);
    }

    @Test
    @DisplayName("the current system is the one of the property os.name")
    void knowsTheCurrentOne() {
        var name = System.getProperty("os.name");

        assertThat(OperatingSystem.current())
                .as("current(), where os.name is \"%s\"", name)
                .isEqualTo(OperatingSystem.of(name));
    }

    private static void assertFamily(String osName, OperatingSystem family) {
        assertThat(OperatingSystem.of(osName)).as("family of \"%s\"", osName).isEqualTo(family);
    }
}
