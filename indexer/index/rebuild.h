// rebuild: a new generation of the index from the archive, without the network, exchanged for the live one in one rename.
//
// Inside the new generation, until it is done:
//
//   rebuild.txt         "1 <last version> <analyzer fingerprint>": what is being built
//   parts/p-000001/     a small database of one batch, with the number of its last version
//   parts/m-000001/     32 parts compacted into one
//
// Small databases that are compacted at the end cost less CPU and far less memory than one that grows. A rebuild that was
// interrupted goes on behind its last whole part; the live generation is not touched before the rename. The journal is
// written anew beside the database; of versions that are no longer shown, the old journal's findings are taken over.
// Called from one thread, by one process: lock_generations is taken. `izvor-indexer run` may be at work in the live generation
// meanwhile; it goes on in the new one, behind the last version that the rebuild has.
#pragma once

#include "indexer/index/apply_feed.h"
#include "indexer/index/generations.h"
#include "izvor/result.h"

namespace izvor {

/// Rebuilds the whole index and makes it the live one.
[[nodiscard]] Result<ApplyReport> rebuild(const IndexingPlaces& places, const IndexingWork& work);

/// The same for a caller that holds the lock.
[[nodiscard]] Result<Generation> build_generation(const IndexingPlaces& places, const IndexingWork& work);

/// Removes from a live generation what its making needed, should the rename have been its maker's last act.
void remove_leftovers(const Generation& live);

}  // namespace izvor
