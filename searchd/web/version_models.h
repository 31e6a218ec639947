// VersionModels: what the templates of diffs and feeds need: names, dates and text that XML can carry.
//
// Only html_pages.cc uses it. Pure.
#pragma once

#include <kainjow/mustache.hpp>

#include "searchd/web/html_pages.h"
#include "searchd/wording/sentences.h"

namespace izvor {

[[nodiscard]] kainjow::mustache::data diff_model(const DiffView& view, Language language);
[[nodiscard]] kainjow::mustache::data feed_model(const FeedView& view);

}  // namespace izvor
