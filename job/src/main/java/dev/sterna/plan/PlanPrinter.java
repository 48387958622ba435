package dev.sterna.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Breaks lines down to the tables' members; what stands in a list below that, such as a column or a chunk, gets one line. */
final class PlanPrinter implements PrettyPrinter {
    private static final int DEEPEST_LIST = 5;

    /** For each open object or list: whether its members get lines of their own. */
    private final Deque<Boolean> broken = new ArrayDeque<>();

    private boolean inList;

    @Override
    public void writeRootValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        boolean onOneLine = inList && broken.size() > 3 || !isBroken();
        broken.push(!onOneLine);
        inList = false;
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
        broken.push(isBroken() && broken.size() < DEEPEST_LIST);
        inList = true;
    }

    @Override
    public void writeEndObject(JsonGenerator out, int members) throws IOException {
        end(out, members, '}');
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        end(out, values, ']');
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        newLine(out);
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        newLine(out);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        separate(out);
        inList = false;
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        separate(out);
        inList = true;
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(isBroken() ? ": " : ":");
        inList = false;
    }

    private void separate(JsonGenerator out) throws IOException {
        out.writeRaw(isBroken() ? "," : ", ");
        newLine(out);
    }

    private void end(JsonGenerator out, int members, char bracket) throws IOException {
        boolean lines = broken.pop();
        if (lines && members > 0) {
            out.writeRaw('\n');
            out.writeRaw("  ".repeat(broken.size()));
        }
        out.writeRaw(bracket);
        inList = false;
    }

    private void newLine(JsonGenerator out) throws IOException {
        if (isBroken()) {
            out.writeRaw('\n');
            out.writeRaw("  ".repeat(broken.size()));
        }
    }

    private boolean isBroken() {
        return broken.isEmpty() || broken.peek();
    }
}
