package dev.sterna.dialect;

/** What an engine takes for a name. */
public interface Identifiers {
    /**
     * The name itself if the engine takes it as it is, or else the same name each time that it does take: shortened to
     * its limit, with a piece of the whole name's hash, so that two long names stay two.
     */
    String fit(String name);

    /** Whether a column of a table may have that name: an engine keeps some for itself. */
    boolean allowsColumn(String name);

    /** The name, in the form in which two names of columns, constraints or indexes are one to the engine. */
    String folded(String name);
}
