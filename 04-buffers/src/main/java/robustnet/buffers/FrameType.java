package robustnet.buffers;

import java.util.Optional;

/// What a frame is for. It is given, for exercises 4.2 and 4.3.
public enum FrameType {
    /// Asks the other side to do something. Code 1.
    REQUEST(1),
    /// Answers the request of the same id. Code 2.
    RESPONSE(2),
    /// Says why the request of the same id has failed; the payload is a message in UTF-8. Code 3.
    ERROR(3),
    /// Asks whether the other side is alive. Code 4.
    PING(4),
    /// Answers the ping of the same id. Code 5.
    PONG(5),
    /// Says that the request of the same id was not looked at, for want of room. Code 6.
    BUSY(6);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /// Returns the number that stands for this type on the wire, 1 to 6.
    public int code() {
        return code;
    }

    /// Returns the type that `code` stands for, or empty if it stands for none.
    public static Optional<FrameType> of(int code) {
        for (var type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
