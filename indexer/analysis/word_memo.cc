#include "indexer/analysis/word_memo.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace izvor {
namespace {

std::size_t slot_of(std::string_view form, std::size_t slots) { return XXH3_64bits(form.data(), form.size()) % slots; }

}  // namespace

std::optional<RemadeWord> RemadeWord::from(std::string_view form, std::string_view made) {
  const auto [differs, unused] = std::mismatch(form.begin(), form.end(), made.begin(), made.end());
  RemadeWord word;
  const auto kept = static_cast<std::size_t>(differs - form.begin());
  const std::string_view ending = made.substr(kept);
  if (ending.size() > kMaxEnding) return std::nullopt;
  word.kept = static_cast<std::uint8_t>(kept);
  word.appended = static_cast<std::uint8_t>(ending.size());
  std::copy(ending.begin(), ending.end(), word.ending.begin());
  return word;
}

void WordMemo::use_table(std::uint64_t checksum) {
  if (!slots_.empty() && table_ == checksum) return;
  slots_.assign(kSlots, Entry{});
  table_ = checksum;
}

const WordMemo::Entry* WordMemo::find(std::string_view form) const {
  if (form.size() > kMaxFormBytes) return nullptr;
  const Entry& entry = slots_[slot_of(form, kSlots)];
  return std::string_view(entry.form.data(), entry.form_bytes) == form ? &entry : nullptr;
}

void WordMemo::keep(const Token& token, bool second_lemma) {
  const std::string_view form = token.exact;
  if (form.empty() || form.size() > kMaxFormBytes) return;
  const auto lemma = RemadeWord::from(form, token.lemma);
  const auto root = RemadeWord::from(form, token.root);
  if (!lemma || !root) return;
  Entry& entry = slots_[slot_of(form, kSlots)];
  std::copy(form.begin(), form.end(), entry.form.begin());
  entry.form_bytes = static_cast<std::uint8_t>(form.size());
  entry.source = token.source;
  entry.stop_word = token.stop_word;
  entry.second_lemma = second_lemma;
  entry.lemma = *lemma;
  entry.root = *root;
}

}  // namespace izvor
