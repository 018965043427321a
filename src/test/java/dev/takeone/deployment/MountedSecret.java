package dev.takeone.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A secret as the kubelet mounts it (its {@code AtomicWriter}): the file is a link into {@code ..data}, which is a link
 * to a folder with a name of its own; a new content is a new folder and one rename over {@code ..data}.
 */
public final class MountedSecret {
    private MountedSecret() {}

    /** Mounts a secret of one key in {@code mount}, and returns the path that a worker is told. */
    public static Path in(Path mount, String name, String content) throws IOException {
        swap(mount, name, content);
        return Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
    }

    /** Gives it another content. */
    public static void swap(Path mount, String name, String content) throws IOException {
        Path folder = Files.createTempDirectory(mount, "..version-");
        Files.writeString(folder.resolve(name), content);
        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), folder.getFileName());
        Files.move(next, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
