package robustnet.testkit.junit;

import robustnet.testkit.FailureNote;

/// Makes the failure of one test out of an [OutOfMemoryError], on which JUnit would end the whole
/// run: a claimed length that was believed is one test's failure. It tells what ran out.
final class OutOfMemory {
    private OutOfMemory() {}

    static AssertionError failure(OutOfMemoryError e) {
        var message = String.valueOf(e.getMessage());
        String what = "out of memory: ";
        String usually =
                "a length that the other side claims was believed, or bytes, messages or connections are"
                        + " collected without a limit";
        if (message.contains("native thread")) {
            what = "out of threads: ";
            usually =
                    "a thread is started for each connection or request, without a limit, or the"
                            + " threads never end";
        } else if (message.contains("direct buffer")) {
            what = "out of memory outside the heap: ";
            usually =
                    "direct buffers are allocated for each connection or message, and neither limited"
                            + " nor used again";
        }
        var failure = new AssertionError(what + message);
        failure.setStackTrace(e.getStackTrace());
        failure.addSuppressed(new FailureNote(FailureNote.Kind.USUALLY, "usually: " + usually));
        return failure;
    }
}
