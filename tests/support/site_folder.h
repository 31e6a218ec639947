// The sample site as a folder of files, and how its addresses follow from them.
//
// "bg/policies/ai.html" answers /bg/policies/ai; "bg/index.html" answers /bg; files of other kinds answer under their own names
// (/robots.txt, /sitemap.xml). What a file cannot say for itself stands in responses.toml beside them; its README.md tells how:
//
//   origin = "https://digital.example"      # written in the files; becomes the server's own origin
//   ["/bg/old"]                             # a target, with its query where that matters
//   status = 301                            # also: location, file, content_type, charset, last_modified (an HTTP date),
//   location = "/bg/newer"                  # body, headers = { Name = "value" }, chunked, gzip
//
// Pure reading; safe from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/support/site_reply.h"

namespace izvor::testing {

/// Every target of the folder with its answer. Throws std::runtime_error that names the file (and line) that cannot be read.
[[nodiscard]] std::map<std::string, SiteReply> read_site_folder(const std::filesystem::path& folder);

}  // namespace izvor::testing
