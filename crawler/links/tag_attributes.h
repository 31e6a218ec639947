// TagAttributes: the attributes of one start tag's source, one after the other, as the HTML tokenizer reads them
// (https://html.spec.whatwg.org/#before-attribute-name-state). Views into the source; belongs to one thread.
#pragma once

#include <string_view>

namespace izvor {

class TagAttributes {
 public:
  /// `tag`: from "<" to ">", as TagScanner cuts it.
  explicit TagAttributes(std::string_view tag);

  /// The next attribute; false at the end. The value is as written, without its quotes.
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::string_view value() const { return value_; }

 private:
  void skip_space();
  void read_value();

  std::string_view rest_;
  std::string_view name_, value_;
};

}  // namespace izvor
