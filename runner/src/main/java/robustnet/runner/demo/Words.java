package robustnet.runner.demo;

import java.util.Locale;

/// What the states of a server are called on screen.
final class Words {
    private Words() {}

    static String state(Report.Server server) {
        return server.well() ? "runs" : server.fault().toLowerCase(Locale.ROOT);
    }

    static String heartbeat(Report.Server server) {
        return server.heartbeat().toLowerCase(Locale.ROOT);
    }

    static String circuit(Report.Server server) {
        return server.circuit().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
