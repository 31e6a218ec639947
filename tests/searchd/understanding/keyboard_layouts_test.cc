#include "searchd/understanding/keyboard_layouts.h"

#include <gtest/gtest.h>

namespace izvor {
namespace {

using enum KeyboardLayout;

TEST(KeyboardLayouts, GiveTheLettersOfTheirKeys) {
  EXPECT_EQ(typed_under(kBds, "[rb,flr wi.whr"), "цифрови услуги");
  EXPECT_EQ(typed_under(kTraditionalPhonetic, "`ipowe ]e \\lq"), "чипове ще юля");
  EXPECT_EQ(typed_under(kNewPhonetic, "wof\\orska [bylka `li"), "шофьорска ябълка юли");
}

TEST(KeyboardLayouts, CoverTheWholeAlphabet) {
  const std::string alphabet = "абвгдежзийклмнопрстуфхцчшщъьюя";
  for (const KeyboardLayout layout : {kBds, kTraditionalPhonetic, kNewPhonetic}) {
    const std::string keys = keys_of(layout, alphabet);
    EXPECT_EQ(keys.size(), 30U);
    EXPECT_EQ(typed_under(layout, keys), alphabet);
  }
}

TEST(KeyboardLayouts, TakeShiftedKeysForTheSameLetters) {
  EXPECT_EQ(typed_under(kTraditionalPhonetic, "QPONIQ {IPOWE"), "япония шипове");
  EXPECT_EQ(typed_under(kBds, "<W"), "ру");
}

TEST(KeyboardLayouts, LeaveWhatIsNoLetter) {
  EXPECT_EQ(typed_under(kBds, "5 7-2024"), "5 7-2024");
  EXPECT_EQ(keys_of(kBds, "жази 5\xD0"), "gdpr 5\xD0");
}

}  // namespace
}  // namespace izvor
