package robustnet.runner.dev;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// Visits the public and protected declarations of a file, and writes each as one line that names
/// its type, so that two files can be compared.
final class ApiScanner extends TreePathScanner<Void, Void> {
    private static final Set<String> NOT_API =
            Set.of("@Override", "@SuppressWarnings", "@SafeVarargs");

    private final BiConsumer<String, TreePath> found;

    ApiScanner(BiConsumer<String, TreePath> found) {
        this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
        if (!isVisible(type.getModifiers())) {
            return null;
        }
        found.accept(signature(type), getCurrentPath());
        for (var member : type.getMembers()) {
            scan(member, null);
        }
        return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
        if (isVisible(method.getModifiers())) {
            found.accept(owner() + signature(method), getCurrentPath());
        }
        return null;
    }

    @Override
    public Void visitVariable(VariableTree field, Void unused) {
        if (isEnumConstant(field)) {
            found.accept(owner() + field.getName(), getCurrentPath());
        } else if (isVisible(field.getModifiers())) {
            // The value of a constant is what the learner is given, too.
            var value = field.getInitializer() == null ? "" : " = " + field.getInitializer();
            found.accept(
                    owner()
                            + modifiers(field.getModifiers())
                            + field.getType()
                            + " "
                            + field.getName()
                            + value,
                    getCurrentPath());
        }
        return null;
    }

    private String signature(ClassTree type) {
        var text = new StringBuilder(owner());
        text.append(modifiers(type.getModifiers()))
                .append(type.getKind().name().toLowerCase(java.util.Locale.ROOT))
                .append(' ')
                .append(type.getSimpleName())
                .append(list("<", type.getTypeParameters(), ">"));
        if (type.getKind() == Tree.Kind.RECORD) {
            text.append('(').append(join(components(type))).append(')');
        }
        if (type.getExtendsClause() != null) {
            text.append(" extends ").append(type.getExtendsClause());
        }
        return text.append(list(" implements ", type.getImplementsClause(), ""))
                .append(list(" permits ", type.getPermitsClause(), ""))
                .toString();
    }

    private static String signature(MethodTree method) {
        var returns = method.getReturnType() == null ? "" : method.getReturnType() + " ";
        var parameters =
                method.getParameters().stream().map(p -> p.getType() + " " + p.getName()).toList();
        return modifiers(method.getModifiers())
                + list("<", method.getTypeParameters(), "> ")
                + returns
                + method.getName()
                + "("
                + String.join(", ", parameters)
                + ")"
                + list(" throws ", method.getThrows(), "");
    }

    /// A record's fields that are not static are its components.
    private static List<String> components(ClassTree type) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(v -> !v.getModifiers().getFlags().contains(Modifier.STATIC))
                .map(v -> v.getType() + " " + v.getName())
                .toList();
    }

    /// The types around the current declaration, outermost first, with a point after each.
    private String owner() {
        var owner = new StringBuilder();
        for (var path = getCurrentPath().getParentPath();
                path != null;
                path = path.getParentPath()) {
            if (path.getLeaf() instanceof ClassTree type) {
                owner.insert(0, type.getSimpleName() + ": ");
            }
        }
        return owner.toString();
    }

    private boolean isVisible(ModifiersTree modifiers) {
        var flags = modifiers.getFlags();
        if (flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED)) {
            return true;
        }
        var parent = getCurrentPath().getParentPath().getLeaf();
        return Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE).contains(parent.getKind())
                && !flags.contains(Modifier.PRIVATE);
    }

    /// javac gives a constant of an enum the enum as its type and an initializer that makes one.
    private boolean isEnumConstant(VariableTree field) {
        return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                && type.getKind() == Tree.Kind.ENUM
                && field.getType() != null
                && field.getType().toString().contentEquals(type.getSimpleName())
                && field.getInitializer() != null
                && field.getInitializer().toString().startsWith("new ");
    }

    private static String modifiers(ModifiersTree modifiers) {
        var text = new StringBuilder();
        for (var annotation : modifiers.getAnnotations()) {
            var written = annotation.toString().replaceFirst("\\(\\)$", "");
            if (!NOT_API.contains(written.replaceFirst("\\(.*", ""))) {
                text.append(written).append(' ');
            }
        }
        for (var flag : new TreeSet<>(modifiers.getFlags())) {
            if (flag != Modifier.SYNCHRONIZED) {
                text.append(flag).append(' ');
            }
        }
        return text.toString();
    }

    private static String list(String before, List<? extends Tree> trees, String after) {
        return trees.isEmpty() ? "" : before + join(trees) + after;
    }

    private static String join(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
