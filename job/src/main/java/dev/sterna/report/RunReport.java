package dev.sterna.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Settings;
import dev.sterna.config.ShownProperties;
import dev.sterna.error.SternaException;
import dev.sterna.plan.Plan;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code report.json}: the result of a run's last execution, with what is needed to understand it later. */
public final class RunReport {
    /** Where the report lies in the workspace. */
    public static final String FILE = "report.json";

    private static final JsonDocument DOCUMENT =
            new JsonDocument(FILE, "damaged-report", "Look at sterna status, which does not need it");

    private RunReport() {}

    /**
     * Writes the report.
     *
     * @param written when, ISO-8601 in UTC
     */
    public static void write(Workspace workspace, Result result, Settings settings, String written) {
        workspace.write(FILE, Json.pretty(new Document(1, written, result, planHash(workspace), settings(settings))));
    }

    /** Whether a run has a report. */
    public static boolean exists(Workspace workspace) {
        return workspace.exists(FILE);
    }

    /**
     * What a run's report holds, or empty when there is no report.
     *
     * @throws SternaException (REFUSED) when the file is not a report
     */
    public static Optional<Last> read(Workspace workspace) {
        return DOCUMENT.read(workspace, text -> Json.read(text, Document.class))
                .map(report -> new Last(report.result(), report.written()));
    }

    private static String planHash(Workspace workspace) {
        return workspace
                .read(Plan.FILE)
                .map(text -> {
                    try {
                        return Json.read(text, JsonNode.class).path("hash").asText(null);
                    } catch (JsonProcessingException damaged) {
                        return null;
                    }
                })
                .orElse(null);
    }

    /**
     * What the last command of a run came to.
     *
     * @param written when, ISO-8601 in UTC
     */
    public record Last(Result result, String written) {}

    private record Document(int format, String written, Result result, String planHash, Map<String, Object> settings) {
        Document {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(written, "written");
        }
    }

    private static Map<String, Object> settings(Settings settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("workspace", settings.workspace());
        all.put("strategy", label(settings.strategy()));
        all.put("source", endpoint(settings.source()));
        all.put("target", endpoint(settings.target()));
        all.put("tables", settings.tables());
        all.put("types", settings.types());
        all.put("typeMap", settings.typeMap());
        all.put("chunk", settings.chunk());
        all.put("existingRows", label(settings.existingRows()));
        all.put("maxRejects", settings.maxRejects());
        all.put("backup", settings.backup());
        all.put("spark", ShownProperties.ofSpark(settings.spark()));
        all.put("excludedObjects", settings.excludedObjects());
        return all;
    }

    private static Map<String, Object> endpoint(Endpoint endpoint) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", endpoint.shownUrl());
        all.put("user", endpoint.user());
        all.put("schemas", endpoint.schemas());
        all.put("tls", endpoint.tls() == null ? null : label(endpoint.tls()));
        all.put("tlsCa", endpoint.tlsCa());
        all.put("maxConnections", endpoint.maxConnections());
        all.put("properties", ShownProperties.ofDriver(endpoint.properties()));
        return all;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
