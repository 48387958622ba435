package dev.sterna.planted.spark.prepare;

import org.apache.spark.sql.SparkSession;

public record PreparesWithSpark(SparkSession session) {}
