// Names of the files in an archive's folder, beside izvor-NNNNN.warc.gz (warc_writer.h) and pings.sqlite (crawler/pings).
#pragma once

namespace izvor {

inline constexpr const char* kCatalogueFile = "catalogue.sqlite";
inline constexpr const char* kWriterLockFile = "writer.lock";

}  // namespace izvor
