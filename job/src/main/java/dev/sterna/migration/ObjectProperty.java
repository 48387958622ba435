package dev.sterna.migration;

/**
 * One property of an object.
 *
 * @param text in a form in which equal things look alike, and which a person can read
 */
public record ObjectProperty(Nature nature, String text) {

    /** What a difference in a property means. */
    public enum Nature {
        /** Must be the same. */
        STRUCTURE,
        /** SQL, which a server writes down in words of its own. */
        EXPRESSION,
        /** Can be set on the object as it is: a comment, an owner, a privilege, the next value of a sequence. */
        STATE
    }
}
