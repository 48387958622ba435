package dev.sterna.step;

import dev.sterna.changes.ChangeList;
import java.io.InputStream;
import java.io.OutputStream;

/** A list's place in the directory of a run. */
public record WorkspaceFile(Workspace workspace, String name) implements ChangeList.Place {

    @Override
    public OutputStream create() {
        return workspace.create(name);
    }

    @Override
    public InputStream open() {
        return workspace.open(name).orElseThrow(() -> new IllegalStateException("Somebody has removed " + name));
    }

    @Override
    public void delete() {
        workspace.delete(name);
    }
}
