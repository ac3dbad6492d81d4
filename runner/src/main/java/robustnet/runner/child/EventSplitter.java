package robustnet.runner.child;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Tells events from the learner's output in one of the child's streams.
///
/// ```text
/// learner's output ⏎ token {json} ⏎ learner's output
///                  └── an event: a line of its own that begins with the token
/// ```
///
/// The line end before an event belongs to the event, so the output is put together again exactly.
/// Only a line that begins with the token is held in memory, and only up to a limit.
final class EventSplitter {
    private static final int MAX_EVENT = 8 * 1024 * 1024;

    private static final byte[] LINE_END = {'\n'};

    /// Takes what is no event.
    interface Output {
        void write(byte[] bytes, int offset, int length);
    }

    private enum State {
        /// In a line of the learner's.
        OUTPUT,
        /// After a line end: the bytes so far are those of the token.
        TOKEN,
        /// In an event.
        EVENT
    }

    private final byte[] token;
    private final Output output;
    private final Consumer<byte[]> events;
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private State state = State.OUTPUT;
    private int matched;

    EventSplitter(String token, Output output, Consumer<byte[]> events) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.output = output;
        this.events = events;
    }

    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (state == State.OUTPUT) {
                // whole lines at once: a program may print gigabytes
                int end = i;
                while (end < length && bytes[end] != '\n') {
                    end++;
                }
                output.write(bytes, i, end - i);
                i = end;
            }
            if (i < length) {
                accept(bytes[i]);
            }
        }
    }

    /// What was held back belongs to the learner after all.
    void end() {
        if (state == State.TOKEN) {
            giveBack();
        }
    }

    private void accept(byte b) {
        switch (state) {
            case OUTPUT -> {
                if (b == '\n') {
                    state = State.TOKEN;
                    matched = 0;
                } else {
                    output.write(new byte[] {b}, 0, 1);
                }
            }
            case TOKEN -> {
                if (b == token[matched]) {
                    if (++matched == token.length) {
                        state = State.EVENT;
                    }
                } else {
                    giveBack();
                    state = State.OUTPUT;
                    accept(b);
                }
            }
            case EVENT -> {
                if (b == '\n') {
                    events.accept(event.toByteArray());
                    event.reset();
                    state = State.OUTPUT;
                } else if (event.size() < MAX_EVENT) {
                    event.write(b);
                }
            }
        }
    }

    private void giveBack() {
        output.write(LINE_END, 0, 1);
        output.write(token, 0, matched);
    }
}
