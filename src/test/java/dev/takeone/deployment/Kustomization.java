package dev.takeone.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kustomization.yaml, as far as it is used here. What is left out is an empty list. */
record Kustomization(
        String apiVersion,
        String kind,
        @Nullable String namespace,
        @Nullable String nameSuffix,
        List<Labels> labels,
        List<String> resources,
        List<Patch> patches,
        List<Image> images,
        List<Generator> configMapGenerator,
        List<Generator> secretGenerator) {

    Kustomization {
        labels = given(labels);
        resources = given(resources);
        patches = given(patches);
        images = given(images);
        configMapGenerator = given(configMapGenerator);
        secretGenerator = given(secretGenerator);
    }

    /** Jackson passes null for what the file leaves out. */
    private static <T> List<T> given(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    record Labels(Map<String, String> pairs, boolean includeSelectors, boolean includeTemplates) {}

    record Patch(String path, @Nullable Target target) {}

    record Target(String kind, String name) {}

    record Image(
            String name, @Nullable String newName, @Nullable String newTag) {}

    record Generator(
            String name, List<String> literals, @Nullable Map<String, Boolean> options) {
        /** The names of its entries. */
        List<String> keys() {
            return literals.stream().map(each -> each.split("=", 2)[0]).toList();
        }

        /** The value of an entry. */
        String value(String key) {
            return literals.stream()
                    .filter(each -> each.startsWith(key + "="))
                    .map(each -> each.substring(key.length() + 1))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no " + key));
        }
    }

    static Kustomization of(Path folder) {
        return Strict.read(folder.resolve("kustomization.yaml"), Kustomization.class);
    }

    /** Every file that it names, those of its bases too. */
    static List<Path> files(Path folder) {
        Kustomization kustomization = of(folder);
        List<Path> files = new ArrayList<>();
        Stream.concat(
                        kustomization.resources().stream(),
                        kustomization.patches().stream().map(Patch::path))
                .map(name -> folder.resolve(name).normalize())
                .forEach(path -> {
                    if (path.toFile().isDirectory()) {
                        files.addAll(files(path));
                    } else {
                        files.add(path);
                    }
                });
        return files;
    }
}
