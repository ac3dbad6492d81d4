package robustnet.runner.screen;

/// The keys that leave every view.
final class Leave {
    private Leave() {}

    /// Ctrl-C, Ctrl-D, and that the terminal is gone.
    static boolean always(Key key) {
        return key == Key.Name.CTRL_C || key == Key.Name.CTRL_D || key == Key.Name.END_OF_INPUT;
    }
}
