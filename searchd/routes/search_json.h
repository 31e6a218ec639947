// The JSON of /api/v1/search, which `izvor-searchd search --json` prints too. Described by searchd/web/assets/openapi.json.
//
// Pure; safe from any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "searchd/search_types.h"

namespace izvor {

[[nodiscard]] std::string search_json(const SearchAnswer& answer, std::chrono::steady_clock::duration took,
                                      std::string_view undo = {});

}  // namespace izvor
