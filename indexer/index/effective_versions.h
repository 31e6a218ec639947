// effective_versions: which version of each page the index must show, told from the archive alone.
//
// The last version in capture order that decides anything and repeats no other: an error page says nothing about what was there
// before; a page that is gone has none. Safe from any thread that has its own archive object.
#pragma once

#include <vector>

#include "izvor/page_archive.h"
#include "izvor/page_version.h"
#include "izvor/result.h"

namespace izvor {

/// One flag for each sequence number from 0 to `up_to`: true for the versions to show.
[[nodiscard]] Result<std::vector<bool>> effective_versions(const PageArchive& archive, Sequence up_to);

}  // namespace izvor
