package dev.takeone.config;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting of Takeone's own, read from the code. */
public final class SettingsList {
    /**
     * A setting.
     *
     * @param property its name, such as {@code takeone.group}
     * @param variable the environment variable that sets it
     * @param standard its default, where it has one
     */
    public record Setting(String property, String variable, Optional<String> standard) {}

    private SettingsList() {}

    /** All of them. */
    public static List<Setting> all() {
        return of(Settings.class, "takeone").toList();
    }

    /** The default of a setting that has one. */
    public static String standard(String property) {
        return all().stream()
                .filter(each -> each.property().equals(property))
                .findFirst()
                .flatMap(Setting::standard)
                .orElseThrow(() -> new IllegalArgumentException("no setting with a default: " + property));
    }

    private static Stream<Setting> of(Class<?> group, String prefix) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(each -> !each.isSynthetic())
                .flatMap(each -> {
                    String property = prefix + "." + kebab(each.getName());
                    boolean isGroup = each.getReturnType().getEnclosingClass() == Settings.class;
                    return isGroup ? of(each.getReturnType(), property) : Stream.of(setting(each, property));
                });
    }

    private static Setting setting(Method method, String property) {
        String variable = property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return new Setting(
                property,
                variable,
                Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
