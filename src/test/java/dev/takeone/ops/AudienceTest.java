package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.worker.WorkerObserver;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AudienceTest {
    static Stream<Method> words() {
        return Stream.of(WorkerObserver.class.getMethods());
    }

    /** What is not passed on is swallowed by the interface's own empty method. */
    @ParameterizedTest
    @MethodSource("words")
    void noWordOfTheWorkerIsKeptFromThoseWhoListen(Method word)
            throws InvocationTargetException, IllegalAccessException {
        List<String> heard = new ArrayList<>();
        WorkerObserver ear = (WorkerObserver) Proxy.newProxyInstance(
                WorkerObserver.class.getClassLoader(), new Class<?>[] {WorkerObserver.class}, (_ear, said, _about) -> {
                    heard.add(said.getName());
                    return null;
                });
        word.invoke(
                new Audience(List.of(ear)),
                Stream.of(word.getParameterTypes()).map(AudienceTest::nothing).toArray());
        assertThat(heard).containsExactly(word.getName());
    }

    /** A number's own zero; nothing of what has no number. */
    private static @Nullable Object nothing(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
