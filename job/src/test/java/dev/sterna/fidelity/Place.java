package dev.sterna.fidelity;

import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;

/** Where a JVM may find itself: a time zone and a locale in which code that asks for them goes wrong. */
enum Place {
    /** An offset of 5:45 hours; an i in upper case has a dot, and one without a dot in lower case. */
    KATHMANDU("Asia/Kathmandu", "tr-TR"),
    /** An offset of 3:30 hours, and daylight saving that once began a minute after midnight. */
    ST_JOHNS("America/St_Johns", "ar-EG"),
    /** A day that never was: the 30th of December 2011. */
    APIA("Pacific/Apia", "th-TH-u-ca-buddhist-nu-thai");

    private final String zone;
    private final String locale;

    Place(String zone, String locale) {
        this.zone = zone;
        this.locale = locale;
    }

    /** Does something with this place as the JVM's default. */
    <T> T during(Supplier<T> work) {
        TimeZone zoneBefore = TimeZone.getDefault();
        Locale localeBefore = Locale.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            return work.get();
        } finally {
            TimeZone.setDefault(zoneBefore);
            Locale.setDefault(localeBefore);
        }
    }
}
