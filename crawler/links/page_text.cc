#include "crawler/links/page_text.h"

#include <xxhash.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string_view>

#include "crawler/html/walk.h"

namespace izvor {
namespace {

constexpr std::string_view kSpace = " \t\r\n\f";

bool is_silent(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_NOSCRIPT;
}

struct StateFree {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

std::uint64_t text_digest_of(const HtmlDocument& document) {
  const std::unique_ptr<XXH3_state_t, StateFree> state(XXH3_createState());
  if (!state || XXH3_64bits_reset(state.get()) != XXH_OK) throw std::bad_alloc();
  walk(document.root(), [&](const GumboNode& node) {
    std::string_view text = text_of(node);
    for (auto begin = text.find_first_not_of(kSpace); begin != std::string_view::npos; begin = text.find_first_not_of(kSpace)) {
      text.remove_prefix(begin);
      const std::string_view word = text.substr(0, text.find_first_of(kSpace));
      XXH3_64bits_update(state.get(), word.data(), word.size());
      XXH3_64bits_update(state.get(), " ", 1);
      text.remove_prefix(word.size());
    }
    return !is_silent(tag_of(node));
  });
  return std::max<std::uint64_t>(XXH3_64bits_digest(state.get()), 1);
}

}  // namespace izvor
