package dev.takeone.endtoend;

import dev.takeone.process.ClassArchive;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Has a worker do a job before the first integration test, so that all after it start from the classes that it has loaded. */
public final class ClassArchiveMaking implements LauncherSessionListener {
    /** A session is opened for each class that the build looks at: where none could be made, none is tried again. */
    private static final AtomicBoolean TRIED = new AtomicBoolean();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ClassArchive.configured()
                .filter(archive -> !archive.isMade() && !TRIED.getAndSet(true))
                .ifPresent(ClassArchiveMaking::make);
    }

    private static void make(ClassArchive archive) {
        SimulatorSettings soon =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(500)));
        try (Scene scene = Scene.open("class-archive", Map.of("JAVA_TOOL_OPTIONS", archive.making()), soon)) {
            WorkerProcess worker = scene.start("one");
            scene.publish(Message.prompt("a kite").id("r0"));
            scene.events().awaitEndings(1);
            scene.stop(worker);
        } catch (RuntimeException | AssertionError none) {
            System.err.println("Workers start without an archive of their classes: " + none.getMessage());
        }
    }
}
