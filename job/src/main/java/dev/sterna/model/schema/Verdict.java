package dev.sterna.model.schema;

/**
 * What becomes of one object of the source.
 *
 * @param object in the source
 * @param rule short and stable, such as {@code set-to-text}; docs/objects.md explains it
 * @param becomes what the target gets, in its own words, or null for nothing
 * @param reason why it is not the same, or null for one that is
 * @param remedy what a person should do, or null for nothing
 * @param original the source's own SQL of what is left to a person, or null
 * @param draft SQL for the target that a person may begin with, or null
 */
public record Verdict(
        ObjectName object,
        Place place,
        String rule,
        String becomes,
        String reason,
        String remedy,
        String original,
        String draft) {

    /** The four places in which an object may end. */
    public enum Place {
        CONVERTED,
        WITH_LOSS,
        BY_HAND,
        IMPOSSIBLE
    }

    /** One that arrives as it is. */
    public static Verdict converted(ObjectName object, String rule, String becomes) {
        return new Verdict(object, Place.CONVERTED, rule, becomes, null, null, null, null);
    }

    /** One that arrives in another form, which the reason tells. */
    public static Verdict withLoss(ObjectName object, String rule, String becomes, String reason) {
        return new Verdict(object, Place.WITH_LOSS, rule, becomes, reason, null, null, null);
    }

    /** One that a person has to make. */
    public static Verdict byHand(ObjectName object, String rule, String reason, String remedy, String original) {
        return new Verdict(object, Place.BY_HAND, rule, null, reason, remedy, original, null);
    }

    /** One that the target cannot have. */
    public static Verdict impossible(ObjectName object, String rule, String reason, String remedy, String original) {
        return new Verdict(object, Place.IMPOSSIBLE, rule, null, reason, remedy, original, null);
    }
}
