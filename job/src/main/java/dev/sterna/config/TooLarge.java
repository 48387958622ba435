package dev.sterna.config;

import java.io.IOException;

/** A file that is larger than anything that belongs into a configuration. */
public final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    public TooLarge(String location) {
        super(ShownUrl.inText(location) + " has more than " + (Surroundings.MOST_BYTES >> 20)
                + " MiB, with what it includes");
    }
}
