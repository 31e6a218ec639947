// QueryEncoder: the query of a link in the encoding of its page, as browsers send it.
//
// Old sites answer "/t?q=%E7%E0%EA%EE%ED" and not the same word in UTF-8. After the URL standard
// (https://url.spec.whatwg.org/#query-state): what the encoding lacks becomes an encoded character reference; UTF-8 stands for
// UTF-16. Belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct UConverter;

namespace izvor {

class QueryEncoder {
 public:
  /// `charset`: as the Encoding standard names it. One that ICU does not know counts as UTF-8.
  explicit QueryEncoder(std::string_view charset);

  /// Whether a reference with such a query needs encoding at all.
  [[nodiscard]] bool applies_to(std::string_view reference) const;
  /// `reference` in UTF-8, with the letters of its query written as %XX.
  [[nodiscard]] std::string encode(std::string_view reference);

 private:
  struct Close {
    void operator()(UConverter* converter) const;
  };
  void append_encoded(std::string& out, std::string_view utf8);

  std::string charset_;  ///< Empty: UTF-8.
  std::unique_ptr<UConverter, Close> converter_;
};

}  // namespace izvor
