package dev.sterna.testing;

import java.io.StringWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Whatever is logged at level INFO and above while this is open, by Spark too, as on a cluster that logs so. */
public final class LogCapture implements AutoCloseable {
    private final StringWriter text = new StringWriter();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final LoggerConfig root = context.getConfiguration().getRootLogger();
    private final Level before = root.getLevel();
    private final WriterAppender appender = WriterAppender.createAppender(
            PatternLayout.newBuilder()
                    .withPattern("%level %logger: %msg%n%throwable")
                    .build(),
            null,
            text,
            "captured",
            false,
            false);

    public LogCapture() {
        appender.start();
        root.addAppender(appender, Level.INFO, null);
        root.setLevel(Level.INFO);
        context.updateLoggers();
    }

    public String text() {
        return text.toString();
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.removeAppender("captured");
        context.updateLoggers();
        appender.stop();
    }
}
