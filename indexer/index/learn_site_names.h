// learn_site_names: the names of the archive's sites, from titles of some of their pages.
//
// Called once when an index is brought up to date or rebuilt, before pages are read; some ten milliseconds a site. A site that
// comes into the archive later is learnt at the next start, and its names are guessed until then. One thread.
#pragma once

#include "indexer/extract/site_names.h"
#include "izvor/page_archive.h"

namespace izvor {

/// At most kTitlesPerSite titles of a host and kMostTitles in all. What cannot be read is left out.
[[nodiscard]] Result<SiteNames> learn_site_names(const PageArchive& archive);

}  // namespace izvor
