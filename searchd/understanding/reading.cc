#include "searchd/understanding/reading.h"

namespace izvor {

std::string with_edits(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string edited;
  std::size_t copied = 0;
  for (const TextEdit& edit : edits) {
    edited.append(text.substr(copied, edit.begin - copied)).append(edit.to);
    copied = edit.end;
  }
  return edited.append(text.substr(copied));
}

}  // namespace izvor
