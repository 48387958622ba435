/** A step as anybody would add one, which no code of the job knows: it holds that a step is one package and one entry. */
package dev.sterna.census;
