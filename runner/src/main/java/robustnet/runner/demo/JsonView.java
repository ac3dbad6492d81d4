package robustnet.runner.demo;

import java.io.PrintWriter;

/// The reports as they come: one JSON object a line.
final class JsonView implements DemoView {
    private final PrintWriter out;

    JsonView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void show(StackProcess.Message message) {
        out.println(message.json());
        out.flush();
    }
}
