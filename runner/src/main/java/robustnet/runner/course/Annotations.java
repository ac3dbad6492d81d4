package robustnet.runner.course;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads annotations whose arguments are literals.
final class Annotations {
    private Annotations() {}

    /// The annotation with this simple name, however it is qualified.
    static Optional<AnnotationTree> find(ModifiersTree modifiers, String simpleName) {
        for (var annotation : modifiers.getAnnotations()) {
            var name = annotation.getAnnotationType().toString();
            if (name.equals(simpleName) || name.endsWith("." + simpleName)) {
                return Optional.of(annotation);
            }
        }
        return Optional.empty();
    }

    /// The argument `name`, also where `value` is left unsaid.
    static Optional<ExpressionTree> argument(AnnotationTree annotation, String name) {
        for (var argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree a) {
                if (a.getVariable().toString().equals(name)) {
                    return Optional.of(a.getExpression());
                }
            } else if (name.equals("value")) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    /// The value of a literal, of literals joined by `+`, or of a literal in parentheses; empty for
    /// anything else.
    static Optional<Object> literal(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree l -> Optional.ofNullable(l.getValue());
            case ParenthesizedTree p -> literal(p.getExpression());
            case BinaryTree b when b.getKind() == Tree.Kind.PLUS -> {
                var left = literal(b.getLeftOperand());
                var right = literal(b.getRightOperand());
                yield left.flatMap(l -> right.map(r -> l.toString() + r));
            }
            default -> Optional.empty();
        };
    }

    /// The names of class literals: `{Frames.class, Endpoint.class}` or one of them; empty for an
    /// element that is none.
    static List<Optional<String>> classNames(ExpressionTree expression) {
        var names = new ArrayList<Optional<String>>();
        var elements =
                expression instanceof NewArrayTree array
                        ? array.getInitializers()
                        : List.of(expression);
        for (var element : elements) {
            names.add(
                    element instanceof MemberSelectTree m
                                    && m.getIdentifier().contentEquals("class")
                            ? Optional.of(m.getExpression().toString())
                            : Optional.empty());
        }
        return names;
    }
}
