#include "crawler/links/link_resolver.h"

#include <utility>

namespace izvor {

void LinkResolver::set_base(std::string_view href) {
  if (base_is_set_) return;
  base_is_set_ = true;
  if (Result<Url> base = resolve(href)) base_ = std::move(*base);
}

Result<Url> LinkResolver::resolve(std::string_view reference) {
  if (query_encoder_.applies_to(reference)) return Url::resolve(base_, query_encoder_.encode(reference));
  return Url::resolve(base_, reference);
}

}  // namespace izvor
