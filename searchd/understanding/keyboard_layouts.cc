#include "searchd/understanding/keyboard_layouts.h"

#include <array>
#include <cstddef>
#include <utility>

namespace izvor {
namespace {

struct Layout {
  std::string_view keys;     ///< One byte a key.
  std::string_view letters;  ///< Two bytes (UTF-8) a letter, in the same order.
};

constexpr std::array<Layout, 3> kLayouts = {{
    {"wertyuiop[asdfghjkl;'zxcvbnm,./", "уеишщксдзцьяаожгтнвмчюйъэфхпрлб"},
    {"qwertyuiop[]\\asdfghjklzxcvbnm`", "явертъуиопшщюасдфгхйклзьцжбнмч"},
    {"qwertyuiop[]\\asdfghjklzxcvbnm`", "чшертъуиопящьасдфгхйклзжцвбнмю"},
}};

constexpr std::string_view kShifted = "{}|:\"<>?~", kPlain = "[]\\;',./`";

constexpr bool complete() {
  for (const Layout& layout : kLayouts)
    if (layout.letters.size() != 2 * layout.keys.size()) return false;
  return kShifted.size() == kPlain.size();
}
static_assert(complete());

char unshifted(char key) {
  if (key >= 'A' && key <= 'Z') return static_cast<char>(key - 'A' + 'a');
  const std::size_t at = kShifted.find(key);
  return at == std::string_view::npos ? key : kPlain[at];
}

}  // namespace

std::string typed_under(KeyboardLayout layout, std::string_view keys) {
  const Layout& table = kLayouts.at(static_cast<std::size_t>(layout));
  std::string text;
  text.reserve(keys.size() * 2);
  for (const char key : keys) {
    const std::size_t at = table.keys.find(unshifted(key));
    if (at == std::string_view::npos) {
      text.push_back(key);
    } else {
      text.append(table.letters.substr(2 * at, 2));
    }
  }
  return text;
}

std::string keys_of(KeyboardLayout layout, std::string_view cyrillic) {
  const Layout& table = kLayouts.at(static_cast<std::size_t>(layout));
  std::string keys;
  keys.reserve(cyrillic.size() / 2);
  for (std::size_t i = 0; i < cyrillic.size(); ++i) {
    const bool pair = (cyrillic[i] == '\xD0' || cyrillic[i] == '\xD1') && i + 1 < cyrillic.size();
    std::size_t at = std::string_view::npos;
    for (std::size_t k = 0; pair && k < table.keys.size(); ++k)
      if (table.letters.substr(2 * k, 2) == cyrillic.substr(i, 2)) at = k;
    if (at == std::string_view::npos) {
      keys.push_back(cyrillic[i]);
    } else {
      keys.push_back(table.keys[at]);
      ++i;
    }
  }
  return keys;
}

}  // namespace izvor
