package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Evidence of a run that was written, or checked.
 *
 * @param place URI of its directory
 * @param files whose hashes are known
 * @param links steps that the chain of hashes goes through; null where there is no chain
 * @param chain hash of its last link, which stands for all
 * @param signer hash of the public key that it is signed for; null where it is not signed
 * @param faults how many things are not as they were written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceSummary(String place, int files, Integer links, String chain, String signer, int faults) {}
