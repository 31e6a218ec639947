// LinkResolver: the address that a reference on a page means, for the crawler's links and the indexer's anchors alike.
//
// Resolved against the page's first <base href>, the query in the page's own charset (crawler/links/query_encoder.h). Belongs
// to one thread.
#pragma once

#include <string_view>

#include "crawler/links/query_encoder.h"
#include "izvor/result.h"
#include "izvor/url.h"

namespace izvor {

class LinkResolver {
 public:
  /// `charset`: of the page as it came, as the Encoding standard names it.
  LinkResolver(const Url& page, std::string_view charset) : base_(page), query_encoder_(charset) {}

  /// Only the first one counts, https://html.spec.whatwg.org/#the-base-element.
  void set_base(std::string_view href);
  /// `reference`: UTF-8, without character references.
  [[nodiscard]] Result<Url> resolve(std::string_view reference);

 private:
  Url base_;
  bool base_is_set_ = false;
  QueryEncoder query_encoder_;
};

}  // namespace izvor
