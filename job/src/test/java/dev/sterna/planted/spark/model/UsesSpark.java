package dev.sterna.planted.spark.model;

import org.apache.spark.sql.SparkSession;

public record UsesSpark(SparkSession session) {}
