package robustnet.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static robustnet.tls.Rotation.TRUSTING;
import static robustnet.tls.Rotation.TWO;
import static robustnet.tls.Rotation.certificate;
import static robustnet.tls.Rotation.material;
import static robustnet.tls.Rotation.showing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import robustnet.testkit.Testbed;

/// The tests of a reload that need many hands.
final class ReloadChecks {
    private static final int HANDSHAKES = 1_000;
    private static final String TLS_1_3 = "TLSv1.3";

    private ReloadChecks() {}

    static void failsNoHandshake(AtomicReference<KeyMaterial> file, Testbed bed) throws Exception {
        var rotation = bed.closing(new Rotation());
        var manager = new ReloadingKeyManager(rotation::load);
        var server = showing(manager);
        var begun = new Semaphore(0);
        var left = new AtomicInteger(HANDSHAKES);
        var work = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 3; i++) {
            work.add(bed.async(() -> shakeHands(server, left, begun)));
        }
        long shown = 1;
        for (int replaced = 1; replaced <= 10; replaced++) {
            begun.tryAcquire(HANDSHAKES / 11, 4, TimeUnit.SECONDS);
            if (replaced == 5) {
                rotation.breakIt(certificate(99));
                assertThatThrownBy(manager::reload, "a reload of half a file")
                        .isInstanceOf(IOException.class);
            } else {
                shown = replaced + 1;
                rotation.replace(certificate(shown));
                manager.reload();
            }
            assertThat(serial(Handshake.of(TRUSTING, server, TLS_1_3, false)))
                    .as("the certificate that is shown after replacement %d", replaced)
                    .isEqualTo(shown);
        }
        int done = 0;
        for (var one : work) {
            done += one.get(110, TimeUnit.SECONDS);
        }
        assertThat(done).as("handshakes that succeeded").isEqualTo(HANDSHAKES);
    }

    static void loadsBesideTheHandshakes(AtomicReference<KeyMaterial> file, Testbed bed)
            throws Exception {
        var slow = new AtomicReference<CountDownLatch>();
        var loading = new CountDownLatch(1);
        var manager =
                new ReloadingKeyManager(
                        () -> {
                            if (slow.get() != null) {
                                loading.countDown();
                                await(slow.get());
                            }
                            return file.get();
                        });
        var before = file.get();
        slow.set(new CountDownLatch(1));
        var reload = bed.async(() -> reload(manager));
        loading.await(2, TimeUnit.SECONDS);
        file.set(material(TWO));

        var meanwhile = bed.async(() -> keyOf(manager));
        var got =
                Must.give(
                        () -> meanwhile.get(2, TimeUnit.SECONDS),
                        "the key for a handshake, while a load goes on");
        assertThat(got)
                .as("the key that a handshake gets while a load goes on")
                .isEqualTo(before.key());
        slow.get().countDown();
        reload.get(2, TimeUnit.SECONDS);
        assertThat(keyOf(manager)).as("afterwards").isEqualTo(file.get().key());
    }

    static void reloadsOneAfterTheOther(AtomicReference<KeyMaterial> file, Testbed bed)
            throws Exception {
        var release = new CountDownLatch(1);
        var first = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var manager =
                new ReloadingKeyManager(
                        () -> {
                            var read = file.get();
                            if (calls.incrementAndGet() == 2) {
                                first.countDown();
                                await(release);
                            }
                            return read;
                        });
        var slow = bed.async(() -> reload(manager));
        first.await(2, TimeUnit.SECONDS);
        file.set(material(TWO));
        var second = new CompletableFuture<Void>();
        var thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    reload(manager);
                                    second.complete(null);
                                });
        awaitDoneOrBlocked(second, thread);
        release.countDown();
        slow.get(2, TimeUnit.SECONDS);
        second.get(2, TimeUnit.SECONDS);

        assertThat(manager.current())
                .as("what is shown: what the second reload has read, not the first")
                .isSameAs(file.get());
    }

    static void survivesABadFile(AtomicReference<KeyMaterial> file, Testbed bed) throws Exception {
        var broken = new IOException("half of a file");
        var failures = new AtomicReference<Exception>();
        var manager =
                new ReloadingKeyManager(
                        () -> {
                            switch (failures.get()) {
                                case null -> {}
                                case IOException e -> throw e;
                                case RuntimeException e -> throw e;
                                default -> throw new AssertionError();
                            }
                            return file.get();
                        });
        var before = file.get();
        var alias = manager.chooseEngineServerAlias("EC", null, null);
        file.set(null);

        for (var failure : List.of(broken, new IllegalStateException("a bug in the loader"))) {
            failures.set(failure);
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(manager::reload, "a reload that fails").isSameAs(failure);
            }
        }

        assertThat(manager.current())
                .as("what is shown after reloads that failed")
                .isSameAs(before);
        assertThat(manager.getPrivateKey(alias)).as("the key of before").isEqualTo(before.key());
        assertThat(manager.chooseEngineServerAlias("EC", null, null))
                .as("the alias of before")
                .isEqualTo(alias);
        failures.set(null);
        assertThatThrownBy(manager::reload, "a loader that gives null")
                .isInstanceOf(NullPointerException.class);
        assertThat(manager.current()).as("after a loader that gives null").isSameAs(before);
        file.set(material(TWO));
        var again = bed.async(() -> reload(manager));
        boolean done =
                Must.give(
                        () -> again.get(3, TimeUnit.SECONDS),
                        "a reload by another thread, after some that failed");
        assertThat(done).as("whether the reload worked when the file was well again").isTrue();
        assertThat(manager.current()).as("shown when the file is well again").isSameAs(file.get());
    }

    private static int shakeHands(SSLContext server, AtomicInteger left, Semaphore begun) {
        int done = 0;
        var client = Credulous.client();
        try {
            while (left.getAndDecrement() > 0) {
                begun.release();
                Handshake.of(client, server, TLS_1_3, false);
                done++;
            }
            return done;
        } finally {
            begun.release(HANDSHAKES); // nobody waits for those that will not come
        }
    }

    private static boolean reload(ReloadingKeyManager manager) {
        return catchThrowable(manager::reload) == null;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitDoneOrBlocked(CompletableFuture<Void> done, Thread thread) {
        long end = System.nanoTime() + 2_000_000_000L;
        while (!done.isDone() && System.nanoTime() - end < 0) {
            var state = thread.getState();
            if (state == Thread.State.BLOCKED || state == Thread.State.WAITING) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    private static Object keyOf(ReloadingKeyManager manager) {
        return manager.getPrivateKey(manager.chooseEngineServerAlias("EC", null, null));
    }

    static long serial(Handshake handshake) throws IOException {
        return handshake.shownByServer().getSerialNumber().longValueExact();
    }
}
