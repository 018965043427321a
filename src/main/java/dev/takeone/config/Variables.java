package dev.takeone.config;

import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds environment variables that look like settings and are none: a misspelt one would leave a default in force, and
 * some defaults are about money.
 */
public final class Variables {
    /** What Kubernetes sets for a service that is called takeone. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile("TAKEONE(_.*)?_(SERVICE_HOST|SERVICE_PORT.*|PORT(_.*)?)");

    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
    private static final String PREFIX =
            Settings.class.getAnnotation(ConfigMapping.class).prefix();

    private Variables() {}

    /** Those of {@code names} that begin like a setting's and belong to none, in order. */
    public static List<String> unknown(Collection<String> names) {
        Set<String> known = of(Settings.class, PREFIX).collect(Collectors.toSet());
        return new TreeSet<>(names)
                .stream()
                        .filter(name -> name.startsWith("TAKEONE_"))
                        .filter(name -> !known.contains(name))
                        .filter(name -> !OF_A_SERVICE.matcher(name).matches())
                        .toList();
    }

    private static Stream<String> of(Class<?> group, String path) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .flatMap(method -> {
                    String name = path + "_" + CAPITAL.matcher(method.getName()).replaceAll("_");
                    return isGroup(method)
                            ? of(method.getReturnType(), name)
                            : Stream.of(name.toUpperCase(Locale.ROOT));
                });
    }

    private static boolean isGroup(Method method) {
        return method.getReturnType().isInterface() && method.getReturnType().getEnclosingClass() == Settings.class;
    }
}
