package dev.takeone.journal.threads;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what only watches from deciding: a meter, a trace or a log line that throws is told of once, and what it was told of
 * goes on as if it had not. Only what the virtual machine itself throws (no memory, no stack) is passed on.
 */
public final class Observers implements InvocationHandler {
    private static final Logger LOG = Logger.getLogger(Observers.class);

    private final List<?> observers;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Observers(List<?> observers) {
        this.observers = observers;
    }

    /** {@code observer}, whose methods without a result throw no more; as it is where that is so already. */
    public static <T> T apart(Class<T> type, T observer) {
        boolean already =
                Proxy.isProxyClass(observer.getClass()) && Proxy.getInvocationHandler(observer) instanceof Observers;
        return already ? observer : proxy(type, List.of(observer));
    }

    /**
     * Several as one: each hears everything, in their order, whatever becomes of the others.
     *
     * @throws IllegalArgumentException where one of the type's methods has a result, for several have no common one
     */
    public static <T> T together(Class<T> type, List<T> observers) {
        if (!Stream.of(type.getMethods()).allMatch(method -> method.getReturnType() == void.class)) {
            throw new IllegalArgumentException(type + " asks, and several cannot answer");
        }
        return proxy(type, List.copyOf(observers));
    }

    private static <T> T proxy(Class<T> type, List<T> observers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Observers(observers)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofItself(proxy, method, arguments);
        }
        Object answer = null;
        for (Object each : observers) {
            answer = tell(each, method, arguments);
        }
        return answer;
    }

    @SuppressWarnings("ReferenceEquality") // to ask the proxy itself would end here again
    private Object ofItself(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            default -> observers.toString();
        };
    }

    private @Nullable Object tell(Object observer, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(observer, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            if (method.getReturnType() != void.class || cause instanceof VirtualMachineError) {
                throw cause;
            }
            complain(observer, method, cause);
            return null;
        }
    }

    private void complain(Object observer, Method method, Throwable cause) {
        if (told.add(observer.getClass() + method.getName() + cause.getClass())) {
            // The log manager lets nothing out of its handlers.
            LOG.errorf(
                    cause,
                    "%s.%s has failed, and may again without another word; what it watches goes on",
                    observer.getClass().getSimpleName(),
                    method.getName());
        }
    }
}
