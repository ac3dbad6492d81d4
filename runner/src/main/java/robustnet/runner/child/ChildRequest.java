package robustnet.runner.child;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What the parent asks for, as one line of JSON: `{"token": …, "testClass": …, "sources": …,
/// "methods": ["class#method", …], "classes": ["/folder", …]}`.
///
/// @param token what an event begins with; in one JVM always the same
/// @param testClass the class whose tests are discovered; empty: the JVM is to warm up
/// @param sources where the extension looks for the `TODO` mark; empty: where the command line says
/// @param methods which of them are run
/// @param classes where a class loader of this request's own finds the classes that the JVM's class
///   path has not; empty: nowhere, and the JVM ends after this request
record ChildRequest(
        String token,
        String testClass,
        String sources,
        List<String> methods,
        List<String> classes) {
    ChildRequest {
        methods = List.copyOf(methods);
        classes = List.copyOf(classes);
    }

    /// The only request of a JVM.
    ChildRequest(String token, String testClass, List<String> methods) {
        this(token, testClass, "", methods, List.of());
    }

    /// Asks a JVM to warm up for the one request that it will get.
    static ChildRequest warmUp(String token) {
        return new ChildRequest(token, "", List.of());
    }

    boolean isWarmUp() {
        return testClass.isEmpty();
    }

    /// Whether the JVM is to live on for another request.
    boolean isOneOfMany() {
        return !classes.isEmpty();
    }

    String toJson() {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("token", token);
            json.writeStringProperty("testClass", testClass);
            json.writeStringProperty("sources", sources);
            write(json, "methods", methods);
            write(json, "classes", classes);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, List<String> strings) {
        json.writeArrayPropertyStart(name);
        strings.forEach(json::writeString);
        json.writeEndArray();
    }

    static ChildRequest parse(String line) {
        var token = "";
        var testClass = "";
        var sources = "";
        var methods = new ArrayList<String>();
        var classes = new ArrayList<String>();
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "token" -> token = json.getString();
                    case "testClass" -> testClass = json.getString();
                    case "sources" -> sources = json.getString();
                    case "methods" -> readStrings(json, methods);
                    default -> readStrings(json, classes);
                }
            }
        }
        return new ChildRequest(token, testClass, sources, methods, classes);
    }

    private static void readStrings(JsonParser json, List<String> into) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            into.add(json.getString());
        }
    }
}
