package robustnet.platform;

/// The family of operating systems that the program runs on, for the few places where one means
/// something else by the same option.
///
/// Whether an option is there at all is not asked of the name: the socket itself knows it
/// (`supportedOptions()`).
public enum OperatingSystem {
    /// Linux, with any distribution.
    LINUX,
    /// macOS.
    MACOS,
    /// Windows, desktop and server.
    WINDOWS,
    /// Any other one: FreeBSD, AIX and the like.
    OTHER;

    /// Returns the family that a name belongs to, by how the name begins:
    ///
    /// | begins with       | family    |
    /// |-------------------|-----------|
    /// | `linux`           | `LINUX`   |
    /// | `mac` or `darwin` | `MACOS`   |
    /// | `windows`         | `WINDOWS` |
    /// | anything else     | `OTHER`   |
    ///
    /// The word counts, and not a part of it: `Wine` is `OTHER`. Capital and small letters count
    /// the same, whatever the language of the machine.
    ///
    /// @param osName as the system property `os.name` has it: `Linux`, `Mac OS X`, `Windows 11`
    public static OperatingSystem of(String osName) {
        throw new UnsupportedOperationException("TODO 7.1: find the family");
    }

    /// Returns the family of the system that this program runs on, by the system property
    /// `os.name`; `OTHER` if there is none.
    public static OperatingSystem current() {
        return of(System.getProperty("os.name", ""));
    }
}
