package robustnet.runner.watch;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What the tests of the watch loop begin and end with.
abstract class LoopTest {
    @TempDir Path folder;
    Rig rig;

    @BeforeEach
    void makeRig() {
        rig = new Rig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }
}
