/** Everything that a database has besides rows, as its catalogue tells it: records without behaviour, SQL texts as the engine gives them. */
package dev.sterna.model.schema;
