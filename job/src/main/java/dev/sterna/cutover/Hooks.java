package dev.sterna.cutover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.config.CutoverSettings;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls the user's own commands, one after another, each with what is known as variables and as JSON on its standard input. */
final class Hooks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "STERNA_";
    private static final int LAST_LINES = 5;

    private final CutoverSettings.Hooks commands;
    private final Consumer<String> lines;
    private final Duration limit;
    private final Map<String, String> known = new LinkedHashMap<>();

    /** When commands are called. */
    enum When {
        BEFORE_SWITCH,
        AFTER_SWITCH,
        ON_FAILURE;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param limit how long one command may take */
    Hooks(CutoverSettings.Hooks commands, Duration limit, Consumer<String> lines) {
        this.commands = commands;
        this.limit = limit;
        this.lines = lines;
    }

    /** What commands are told from now on; {@code freezeSeconds} is in the variable {@code STERNA_FREEZE_SECONDS}. */
    void know(String name, String value) {
        known.put(name, value);
    }

    List<String> of(When when) {
        return switch (when) {
            case BEFORE_SWITCH -> commands.beforeSwitch();
            case AFTER_SWITCH -> commands.afterSwitch();
            case ON_FAILURE -> commands.onFailure();
        };
    }

    /** @throws SternaException (REFUSED) when one of them fails or takes too long; those behind it are not called then */
    void call(When when) {
        for (String command : of(when)) {
            lines.accept("cutover: calls the hook " + when.label() + ": " + command);
            call(when, command);
        }
    }

    private void call(When when, String command) {
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true);
            builder.environment().put(PREFIX + "HOOK", when.label());
            known.forEach((name, value) -> builder.environment().put(variable(name), value));
            process = builder.start();
            Process started = process;
            Deque<String> said = new ArrayDeque<>();
            Thread reader = new Thread(() -> read(started, said), "sterna-hook");
            reader.setDaemon(true);
            reader.start();
            try (OutputStream in = process.getOutputStream()) {
                Map<String, String> all = new LinkedHashMap<>(known);
                all.put("hook", when.label());
                in.write(JSON.writeValueAsBytes(all));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            } catch (IOException unread) {
                // It need not read what it is told.
                lines.accept("cutover: the hook did not read its input");
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed(when, command, "it took longer than " + limit.toSeconds() + " s", said);
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
            if (process.exitValue() != 0) {
                throw failed(when, command, "exit code " + process.exitValue(), said);
            }
        } catch (IOException failure) {
            throw failed(when, command, String.valueOf(failure.getMessage()), new ArrayDeque<>());
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while a hook was called", interrupted);
        } finally {
            end(process);
        }
    }

    /** What it has begun must not go on beside what comes next. */
    private static void end(Process process) {
        if (process != null && process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void read(Process process, Deque<String> said) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                lines.accept("  " + line);
                synchronized (said) {
                    said.addLast(line);
                    if (said.size() > LAST_LINES) {
                        said.removeFirst();
                    }
                }
                line = out.readLine();
            }
        } catch (IOException ended) {
            lines.accept("cutover: what the hook says cannot be read any more");
        }
    }

    private static SternaException failed(When when, String command, String why, Deque<String> said) {
        String last;
        synchronized (said) {
            last = said.isEmpty() ? "" : "; it said: " + String.join(" / ", said);
        }
        return SternaException.of(
                Category.REFUSED,
                "hook-failed",
                null,
                "The hook " + when.label() + " failed: " + command + ": " + why + last,
                "Mend it, or take it out of sterna.cutover.hooks");
    }

    private static String variable(String name) {
        return PREFIX + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
