package robustnet.runner.compile;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All that the compiler reads in the class files of some sources when it compiles others against
/// them: what is not private, with its types, exceptions and constant values, and no code.
///
/// @param classes by class name
record Outline(Map<String, Set<String>> classes) {
    /// Of the classes in `folder` that come from `sources`, which are relative: `pkg/Frames.java`.
    static Outline of(Path folder, Set<Path> sources) {
        var classes = new TreeMap<String, Set<String>>();
        for (var found : SourcedClass.from(folder, sources)) {
            var model = found.model();
            if (!isLocal(model)) {
                var says = declaration(model);
                if (!isPrivate(model)) {
                    says.addAll(members(model));
                }
                classes.put(model.thisClass().asInternalName(), says);
            }
        }
        return new Outline(classes);
    }

    /// Local or anonymous: no other source comes to it.
    private static boolean isLocal(ClassModel model) {
        return own(model).filter(c -> c.outerClass().isEmpty()).isPresent();
    }

    /// No other source names it or its members. But a method may return it, and then it matters
    /// what it extends.
    private static boolean isPrivate(ClassModel model) {
        return own(model).filter(c -> c.has(AccessFlag.PRIVATE)).isPresent();
    }

    /// What a nested class says of itself.
    private static Optional<InnerClassInfo> own(ClassModel model) {
        return model.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(a -> a.classes().stream())
                .filter(c -> c.innerClass().equals(model.thisClass()))
                .findFirst();
    }

    private static Set<String> declaration(ClassModel model) {
        var says = new TreeSet<String>();
        says.add("class " + flags(model) + types(model.superclass().stream().toList()));
        says.add("implements" + types(model.interfaces()));
        says.add("signature " + signature(model));
        return says;
    }

    private static Set<String> members(ClassModel model) {
        var members = new TreeSet<String>();
        model.findAttribute(Attributes.permittedSubclasses())
                .ifPresent(a -> members.add("permits" + types(a.permittedSubclasses())));
        model.findAttribute(Attributes.record())
                .ifPresent(a -> members.add(components(a.components())));
        if (model.flags().has(AccessFlag.ANNOTATION)) {
            members.add("annotated" + annotations(model));
        }
        for (var field : model.fields()) {
            if (!field.flags().has(AccessFlag.PRIVATE)) {
                members.add(text(field));
            }
        }
        for (var method : model.methods()) {
            if (!method.flags().has(AccessFlag.PRIVATE)) {
                members.add(text(method));
            }
        }
        return members;
    }

    /// Of a nested class those that its source says.
    private static int flags(ClassModel model) {
        return own(model).map(InnerClassInfo::flagsMask).orElse(model.flags().flagsMask());
    }

    private static String types(List<ClassEntry> types) {
        return types.stream().map(t -> " " + t.asInternalName()).collect(Collectors.joining());
    }

    /// In their order: a pattern goes by it.
    private static String components(List<RecordComponentInfo> components) {
        return components.stream().map(Outline::component).collect(Collectors.joining(", "));
    }

    private static String component(RecordComponentInfo component) {
        return "component "
                + component.name().stringValue()
                + " "
                + component.descriptor().stringValue()
                + signature(component);
    }

    private static String text(FieldModel field) {
        return "field %x %s %s %s %s"
                .formatted(
                        field.flags().flagsMask(),
                        field.fieldName().stringValue(),
                        field.fieldType().stringValue(),
                        signature(field),
                        field.findAttribute(Attributes.constantValue())
                                .map(a -> a.constant().constantValue().toString())
                                .orElse(""));
    }

    private static String text(MethodModel method) {
        return "method %x %s %s %s%s%s"
                .formatted(
                        method.flags().flagsMask(),
                        method.methodName().stringValue(),
                        method.methodType().stringValue(),
                        signature(method),
                        method.findAttribute(Attributes.exceptions())
                                .map(a -> types(a.exceptions()))
                                .orElse(""),
                        method.findAttribute(Attributes.annotationDefault()).isPresent()
                                ? " default"
                                : "");
    }

    /// What an annotation says of itself: where it may stand, how long it is kept.
    private static String annotations(ClassModel model) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(a -> a.annotations().stream())
                .map(a -> " " + a)
                .collect(Collectors.joining());
    }

    private static String signature(AttributedElement element) {
        return element.findAttribute(Attributes.signature())
                .map(a -> a.signature().stringValue())
                .orElse("");
    }
}
