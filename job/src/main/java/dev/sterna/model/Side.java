package dev.sterna.model;

import dev.sterna.error.Category;

/** Which end of a migration. */
public enum Side {
    SOURCE(Category.SOURCE),
    TARGET(Category.TARGET);

    private final Category category;

    Side(Category category) {
        this.category = category;
    }

    /** The category of a failure that this end is to blame for. */
    public Category category() {
        return category;
    }

    /** As it stands in messages and configuration paths: {@code source} or {@code target}. */
    public String label() {
        return this == SOURCE ? "source" : "target";
    }
}
