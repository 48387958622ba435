package dev.sterna.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Parses files that come from {@link Surroundings}, and what they include relative to themselves. */
final class Files {
    private final Surroundings outside;

    Files(Surroundings outside) {
        this.outside = outside;
    }

    Config parse(String location, ConfigParseOptions options) throws IOException {
        String text = outside.text(location);
        return ConfigFactory.parseString(
                IncludeKey.quoted(text), options.setOriginDescription(location).setIncluder(new Relative(location)));
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
            try {
                return parse(location, context.parseOptions()).root();
            } catch (NoSuchFileException missing) {
                if (context.parseOptions().getAllowMissing()) {
                    return ConfigFactory.empty().root();
                }
                throw new ConfigException.Generic(
                        "Cannot find the included file " + ShownUrl.inText(location), missing);
            } catch (IOException failure) {
                throw new ConfigException.Generic(
                        "Cannot read the included file " + ShownUrl.inText(location), failure);
            }
        }
    }
}
