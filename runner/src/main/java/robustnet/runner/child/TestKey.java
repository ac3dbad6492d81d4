package robustnet.runner.child;

/// What results go by: a test method, whatever its invocations; with an empty method, a whole
/// class.
record TestKey(String className, String method) {
    boolean isClass() {
        return method.isEmpty();
    }

    @Override
    public String toString() {
        return className + "#" + method;
    }
}
