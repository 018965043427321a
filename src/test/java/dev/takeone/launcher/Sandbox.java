package dev.takeone.launcher;

import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A project folder with the real launcher, a Maven that only plays a script, and no JDK but those put there. */
final class Sandbox {
    private static final List<String> TOOLS = List.of("/usr/bin", "/bin");

    private static final String OUTPUT = "output";

    private final Path root;
    private final Path project;

    /** How one call of the launcher ended, and what it printed. */
    record Result(int exitCode, String output, String errors) {}

    Sandbox(Path root) throws IOException {
        this.root = root;
        this.project = Files.createDirectories(root.resolve("the project"));
        Files.copy(Path.of("takeone"), project.resolve("takeone"));
        makeExecutable(project.resolve("takeone"));
        maven("echo \"Maven with $JAVA_HOME and $*\"");
    }

    Path project() {
        return project;
    }

    /** What {@code ./mvnw} does from now on, in the language of the shell. */
    void maven(String script) throws IOException {
        executable(project.resolve("mvnw"), script);
    }

    /** Puts a JDK below the root, which says its version in the file {@code release}. */
    Path jdk(String folder, String version) throws IOException {
        Path jdk = runtime(folder, version);
        executable(jdk.resolve("bin/javac"), "echo javac " + version);
        return jdk;
    }

    /** Puts a Java runtime without a compiler below the root. */
    Path runtime(String folder, String version) throws IOException {
        Path runtime = Files.createDirectories(root.resolve(folder));
        executable(runtime.resolve("bin/java"), "echo \"java $*\"; echo \"java in $(pwd -P)\" >&2");
        Files.writeString(runtime.resolve("release"), "IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"" + version + "\"\n");
        return runtime;
    }

    /** What the launcher that runs has printed so far. */
    String printed() {
        try {
            return read(root.resolve(OUTPUT));
        } catch (IOException notYet) {
            return "";
        }
    }

    /** Makes an empty file in the project's folder. */
    void mark(String name) {
        try {
            Files.createFile(project.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(project.resolve("takeone"), Map.of(), arguments);
    }

    /** Runs a launcher from a folder that is not its own, with nothing of this JVM's environment. */
    Result run(Path launcher, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path output = root.resolve(OUTPUT);
        Path errors = root.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", withoutJava(), "HOME", root.resolve("home").toString()));
        builder.environment().put("TAKEONE_SEARCH_ROOT", root.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            return new Result(Waiting.ended(process), read(output), read(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The system's tools, linked one by one, since its folders may hold a JDK too. */
    String withoutJava() throws IOException {
        Path tools = root.resolve("tools");
        if (Files.notExists(tools)) {
            Files.createDirectories(tools);
            for (String tool : List.of(
                    "sh",
                    "sed",
                    "awk",
                    "cat",
                    "dirname",
                    "readlink",
                    "tee",
                    "mkdir",
                    "touch",
                    "mv",
                    "cut",
                    "find",
                    "head")) {
                Files.createSymbolicLink(tools.resolve(tool), systemTool(tool));
            }
        }
        return tools.toString();
    }

    private static Path systemTool(String tool) {
        for (String folder : TOOLS) {
            Path path = Path.of(folder, tool);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        throw new IllegalStateException("this system has no " + tool);
    }

    private static void executable(Path path, String script) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + script + "\n");
        makeExecutable(path);
    }

    private static void makeExecutable(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String read(Path path) throws IOException {
        return Files.readString(path, StandardCharsets.UTF_8);
    }
}
