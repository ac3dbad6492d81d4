package robustnet.runner.demo;

/// Reports as the stack writes them.
final class Reports {
    private Reports() {}

    static StackProcess.Message start() {
        return message("{\"type\":\"start\",\"metrics\":\"http://127.0.0.1:9000/metrics\"}");
    }

    static StackProcess.Message tick() {
        return of("tick");
    }

    static StackProcess.Message summary() {
        return of("summary");
    }

    /// Two servers of which the second is dead.
    private static StackProcess.Message of(String type) {
        return message(
                """
                {"type":"%s","seconds":3.040,
                 "total":{"requestsPerSecond":1234.500,"p50Millis":0.940,"p99Millis":150.200,
                          "connectRate":0.996,"udpLoss":0.061,"requests":3702,"failed":2,
                          "unknown":1,"retries":11,"slowestMillis":1052.770},
                 "servers":[
                  {"server":1,"port":41233,"fault":"NONE","heartbeat":"UP","circuit":"CLOSED",
                   "requestsPerSecond":1234.500,"p50Millis":0.940,"p99Millis":150.200,
                   "connectRate":1.000,"udpLoss":0.050,"requests":3100,"connects":8,
                   "idle":7,"lent":1,"waiting":0},
                  {"server":2,"port":41235,"fault":"KILLED","heartbeat":"DOWN",
                   "circuit":"HALF_OPEN","requestsPerSecond":0.000,"p50Millis":0.000,
                   "p99Millis":0.000,"connectRate":0.571,"udpLoss":0.000,"requests":600,
                   "connects":14,"idle":0,"lent":0,"waiting":0}],
                 "problem":""}"""
                        .formatted(type)
                        .replaceAll("\\s*\n\\s*", ""));
    }

    private static StackProcess.Message message(String json) {
        return new StackProcess.Message(json, Report.of(json));
    }
}
