package dev.sterna.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Parses files that come from {@link Surroundings}, and what they include relative to themselves. */
final class Files {
    /** A circle need not come back to the same text: {@code a.conf} may include {@code ../conf/a.conf}. */
    private static final int DEEPEST = 50;

    private final Surroundings outside;
    private final Deque<String> open = new ArrayDeque<>();
    private long characters;

    Files(Surroundings outside) {
        this.outside = outside;
    }

    /**
     * A file with what it includes.
     *
     * @throws IncludeFailure when they include each other in a circle, or one of them cannot be had
     * @throws TooLarge when they are too large together
     */
    Config parse(String location, ConfigParseOptions options) throws IOException {
        open.addLast(location);
        try {
            String text = outside.text(location);
            // Files that include two others, each of which includes two, double what is read at every step.
            characters += text.length();
            if (characters > Surroundings.MOST_BYTES) {
                throw new TooLarge(open.getFirst());
            }
            return ConfigFactory.parseString(
                    IncludeKey.quoted(text),
                    options.setOriginDescription(location).setIncluder(new Relative(location)));
        } finally {
            open.removeLast();
        }
    }

    private void refuseCircle(String location) {
        if (open.contains(location) || open.size() >= DEEPEST) {
            List<String> circle = new ArrayList<>(open);
            circle.add(location);
            throw new IncludeFailure(
                    "Cannot include files in a circle: "
                            + ShownUrl.inText(String.join(
                                    " includes ",
                                    circle.subList(Math.max(0, circle.indexOf(location)), circle.size()))),
                    "Take one of these include lines out",
                    null);
        }
    }

    /** As HOCON has it, a missing file is included as nothing unless it is {@code required(...)}. */
    private final class Relative implements ConfigIncluder {
        private final String from;

        Relative(String from) {
            this.from = from;
        }

        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            boolean absolute = what.startsWith("/") || what.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
            String location = absolute ? what : from.substring(0, from.lastIndexOf('/') + 1) + what;
            refuseCircle(location);
            try {
                return parse(location, context.parseOptions()).root();
            } catch (NoSuchFileException missing) {
                if (context.parseOptions().getAllowMissing()) {
                    return ConfigFactory.empty().root();
                }
                throw new IncludeFailure(
                        "Cannot find the included file " + ShownUrl.inText(location),
                        "Correct the include line, or leave required(...) out of it if the file may be absent",
                        missing);
            } catch (IOException failure) {
                throw new IncludeFailure(
                        "Cannot read the included file " + ShownUrl.inText(location) + ": "
                                + ShownUrl.inText(failure.getMessage()),
                        SettingsLoader.remedy(failure),
                        failure);
            }
        }
    }
}
