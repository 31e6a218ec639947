// ResultsModel: what the template of results needs, from an answer: names, links and marked text.
//
// Only html_pages.cc uses it; apart because it is long. Pure.
#pragma once

#include <kainjow/mustache.hpp>

#include "searchd/web/html_pages.h"
#include "searchd/wording/sentences.h"

namespace izvor {

[[nodiscard]] kainjow::mustache::data results_model(const ResultsView& view, Language language);

}  // namespace izvor
