package dev.sterna.step;

import java.util.Map;

/** {@code events.jsonl}: every state change of a run, one JSON object a line, with time and run id. Thread-safe. */
public interface Events {

    /**
     * Records a state change.
     *
     * @param type kebab-case, e.g. {@code chunk-loaded}
     * @param fields strings, numbers and booleans only; never row values or secrets
     */
    void record(String type, Map<String, Object> fields);
}
