package dev.takeone.journal.threads;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what only watches from deciding: a meter, a trace or a log line that throws is told of once, and what it was told of
 * goes on as if it had not. Only what the virtual machine itself throws (no memory, no stack) is passed on.
 */
public final class Observers implements InvocationHandler {
    private static final Logger LOG = Logger.getLogger(Observers.class);

    private final Object observer;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Observers(Object observer) {
        this.observer = observer;
    }

    /** {@code observer}, whose methods without a result throw no more; as it is where that is so already. */
    public static <T> T apart(Class<T> type, T observer) {
        boolean already =
                Proxy.isProxyClass(observer.getClass()) && Proxy.getInvocationHandler(observer) instanceof Observers;
        return already
                ? observer
                : type.cast(
                        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Observers(observer)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(observer, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            if (method.getReturnType() != void.class || cause instanceof VirtualMachineError) {
                throw cause;
            }
            tell(method, cause);
            return null;
        }
    }

    private void tell(Method method, Throwable cause) {
        if (told.add(method.getName() + cause.getClass())) {
            try {
                LOG.errorf(
                        cause,
                        "%s.%s has failed, and may again without another word; what it watches goes on",
                        observer.getClass().getSimpleName(),
                        method.getName());
            } catch (RuntimeException | LinkageError unsaid) {
                // The log is an observer too.
                cause.addSuppressed(unsaid);
            }
        }
    }
}
