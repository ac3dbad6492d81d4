package robustnet.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static robustnet.concurrency.LoopBench.ECHO;
import static robustnet.concurrency.LoopClient.request;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import robustnet.testkit.Testbed;

/// That an event loop runs the tasks of others.
final class TaskChecks {
    private TaskChecks() {}

    static void runsTasks(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var handlers = new AtomicReference<Thread>();
        var server =
                bench.start(
                        (_, request) -> {
                            handlers.set(Thread.currentThread());
                            return request;
                        });
        var client = bench.connect(server);
        client.echo("whose thread is it?", "before any task");
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        BalancerBench.inThreads(
                bed,
                8,
                () -> {
                    var ran = new ConcurrentLinkedQueue<Integer>();
                    var done = new CountDownLatch(50);
                    for (int i = 0; i < 50; i++) {
                        int number = i;
                        server.execute(
                                () -> {
                                    threads.add(Thread.currentThread());
                                    ran.add(number);
                                    done.countDown();
                                });
                    }
                    LoopTasks.await(done, "50 tasks of a thread, while no client says anything");
                    assertThat(List.copyOf(ran)).as("tasks of one thread").isSorted().hasSize(50);
                });

        assertThat(threads).as("the threads of all tasks").containsExactly(handlers.get());
        var order = new ConcurrentLinkedQueue<String>();
        var both = new CountDownLatch(2);
        server.execute(
                () -> {
                    server.execute(
                            () -> {
                                order.add("the other one");
                                both.countDown();
                            });
                    order.add("the end of the task");
                    both.countDown();
                });
        LoopTasks.await(both, "a task, and the other one that it has executed");
        assertThat(order)
                .as("a task that executes another one, which does not wait for it")
                .containsExactly("the end of the task", "the other one");
        client.echo("and I?", "after the tasks");
    }

    static void survivesItsTasks(Testbed bed) throws Exception {
        var bench = new LoopBench(bed);
        var server = bench.start(ECHO);
        var client = bench.connect(server);
        server.execute(LoopTasks.forEver(server));
        server.execute(
                () -> {
                    throw new AssertionError("the task's own bug");
                });
        client.echo("and I?", "while a task executes itself for ever");
        bench.connect(server).echo("and I?", "of a new client, meanwhile");
    }
}
