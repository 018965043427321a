package dev.takeone.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a child that would go on for long, says its process id, and waits for its own death. */
final class ShortLivedParent {
    private ShortLivedParent() {}

    public static void main(String[] arguments) {
        ChildProcess child = ChildProcess.start(
                new ChildProcess.Command(
                        "child", List.of("sleep", "600"), Map.of(), Optional.of(Path.of(arguments[0]))),
                line -> {});
        System.out.println("child " + child.pid());
        var unused = child.awaitExit();
    }
}
