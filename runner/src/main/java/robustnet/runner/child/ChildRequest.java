package robustnet.runner.child;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What the parent asks for, as one line of JSON: `{"token": …, "testClass": …, "methods":
/// ["class#method", …]}`.
///
/// @param token what an event begins with
/// @param testClass the class whose tests are discovered
/// @param methods which of them are run
record ChildRequest(String token, String testClass, List<String> methods) {
    ChildRequest {
        methods = List.copyOf(methods);
    }

    String toJson() {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("token", token);
            json.writeStringProperty("testClass", testClass);
            json.writeArrayPropertyStart("methods");
            methods.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    static ChildRequest parse(String line) {
        var token = "";
        var testClass = "";
        var methods = new ArrayList<String>();
        try (var json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "token" -> token = json.getString();
                    case "testClass" -> testClass = json.getString();
                    default -> readStrings(json, methods);
                }
            }
        }
        return new ChildRequest(token, testClass, methods);
    }

    private static void readStrings(JsonParser json, List<String> into) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            into.add(json.getString());
        }
    }
}
