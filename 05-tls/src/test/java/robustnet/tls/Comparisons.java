package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// Tells from its class files how a program compares bytes: a difference of some nanoseconds cannot
/// be measured in a test.
final class Comparisons {
    private static final String COURSE = "robustnet/tls/";
    private static final Set<String> TELL_TALE =
            Set.of(
                    "java.util.Arrays.equals",
                    "java.util.Arrays.mismatch",
                    "java.util.Arrays.compare",
                    "java.util.Objects.deepEquals");

    private Comparisons() {}

    /// Fails if `type`, or a class of this chapter that it uses, compares arrays by anything but
    /// `MessageDigest.isEqual`, or does not use that at all.
    static void assertConstantTime(Class<?> type) throws IOException {
        var calls = calls(type);
        assertThat(calls.contains("java.security.MessageDigest.isEqual"))
                .as(
                        "whether %s calls MessageDigest.isEqual, which compares in constant time",
                        type.getSimpleName())
                .isTrue();
        calls.retainAll(TELL_TALE);
        assertThat(calls)
                .as(
                        "what else %s compares by: it returns at the first byte that differs",
                        type.getSimpleName())
                .isEmpty();
    }

    private static Set<String> calls(Class<?> type) throws IOException {
        var calls = new TreeSet<String>();
        var seen = new HashSet<String>();
        var toRead = new ArrayDeque<String>();
        toRead.add(type.getName().replace('.', '/'));
        while (!toRead.isEmpty()) {
            var name = toRead.remove();
            if (!seen.add(name)) {
                continue;
            }
            for (var entry : ClassFile.of().parse(bytes(type, name)).constantPool()) {
                if (entry instanceof MemberRefEntry member) {
                    calls.add(dotted(member));
                }
                if (entry instanceof ClassEntry other
                        && other.asInternalName().startsWith(COURSE)) {
                    toRead.add(other.asInternalName());
                }
            }
        }
        return calls;
    }

    private static String dotted(MemberRefEntry member) {
        var owner = member.owner().asInternalName().replace('/', '.');
        return owner + "." + member.name().stringValue();
    }

    private static byte[] bytes(Class<?> type, String name) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + name + ".class")) {
            assertThat(in).as("the class file of %s", name).isNotNull();
            return in.readAllBytes();
        }
    }
}
