package dev.takeone.logs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a category logs during each test, as level, message and, where there is one, trace; from any thread. */
public final class LogLines implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new PatternFormatter("%p %s%e").format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Of a category and those below it. */
    public LogLines(String category) {
        logger = Logger.getLogger(category);
    }

    /** Of a class. */
    public LogLines(Class<?> logging) {
        this(logging.getName());
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        logger.addHandler(handler);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.removeHandler(handler);
        lines.clear();
    }

    /** So far, in their order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
