#include "indexer/index/near_duplicates.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace izvor {
namespace {

constexpr std::size_t kSignatureBytes = 16;
constexpr std::size_t kPageBytes = 8;
constexpr std::size_t kGroupBytes = 8;
constexpr std::size_t kKeyBytes = 8;
constexpr std::size_t kPlainBytes = kSignatureBytes + kPageBytes;
constexpr std::size_t kSketchAt = kPlainBytes + kKeyBytes;
constexpr std::size_t kAllBytes = kSketchAt + sizeof(PageLead::sketch);
constexpr unsigned kHexDigit = 4;

/// Counts, for each of 128 bits, how many features have it; 64 at a time in bytes, which are emptied before they overflow.
class BitVotes {
 public:
  void add(std::uint64_t low, std::uint64_t high) {
    for (std::size_t i = 0; i < 8; ++i) {
      packed_[i] += spread_[(low >> (8 * i)) & 0xFFU];
      packed_[8 + i] += spread_[(high >> (8 * i)) & 0xFFU];
    }
    ++features_;
    if (++unread_ == 255) unpack();
  }

  /// The bits that more than half of the features have.
  PageSignature majority() {
    unpack();
    PageSignature signature;
    for (std::size_t bit = 0; bit < votes_.size(); ++bit) {
      if (votes_[bit] * 2 > features_) signature.bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
    return signature;
  }

 private:
  /// Of each byte, its eight bits in eight bytes.
  static std::array<std::uint64_t, 256> spread() {
    std::array<std::uint64_t, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
      for (unsigned bit = 0; bit < 8; ++bit) table[byte] |= std::uint64_t{(byte >> bit) & 1U} << (8 * bit);
    }
    return table;
  }

  void unpack() {
    for (std::size_t i = 0; i < packed_.size(); ++i) {
      for (unsigned bit = 0; bit < 8; ++bit) votes_[8 * i + bit] += (packed_[i] >> (8 * bit)) & 0xFFU;
      packed_[i] = 0;
    }
    unread_ = 0;
  }

  std::array<std::uint64_t, 256> spread_ = spread();
  std::array<std::uint64_t, 16> packed_{};
  std::array<std::uint64_t, 128> votes_{};
  std::uint64_t features_ = 0;
  unsigned unread_ = 0;
};

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

void append_number(std::string& out, std::uint64_t number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof bytes);
}

/// The first 64 bits of a PageId.
std::uint64_t number_of(const PageId& page) {
  std::uint64_t number = 0;
  for (const char digit : page.substr(0, kPageBytes * 2)) {
    const auto value = static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    number = number << kHexDigit | value;
  }
  return number;
}

PageSignature signature_in(std::string_view value) {
  PageSignature signature;
  signature.bits = {number_at(value, 0), number_at(value, sizeof(std::uint64_t))};
  signature.short_text = (signature.bits[1] & 1U) != 0;
  if (value.size() < kAllBytes) return signature;
  signature.lead.key = number_at(value, kPlainBytes);
  std::memcpy(signature.lead.sketch.data(), value.data() + kSketchAt, sizeof signature.lead.sketch);
  return signature;
}

bool is_signature(std::string_view value) { return value.size() == kPlainBytes || value.size() == kAllBytes; }

int distance(const PageSignature& a, const PageSignature& b) {
  return std::popcount(a.bits[0] ^ b.bits[0]) + std::popcount(a.bits[1] ^ b.bits[1]);
}

}  // namespace

PageSignature signature_of(const StoredPage& page) {
  BitVotes votes;
  WordCode before = 0;
  std::size_t words = 0;
  for (const WordMark& mark : page.marks) {
    // Other lemmas of a word, and parts of a compound, tell nothing new.
    if (mark.same_place) continue;
    const std::array<WordCode, 2> pair{before, mark.word};
    const XXH128_hash_t hash = XXH3_128bits(pair.data(), sizeof pair);
    votes.add(hash.low64, hash.high64);
    before = mark.word;
    ++words;
  }
  PageSignature signature = votes.majority();
  signature.short_text = words < NearDuplicates::kLeastWords;
  if (signature.short_text) {
    const XXH128_hash_t hash = XXH3_128bits(page.text.data(), page.text.size());
    signature.bits = {hash.low64, hash.high64};
  }
  // The lowest bit of the second half tells which sort it is.
  signature.bits[1] = (signature.bits[1] & ~std::uint64_t{1}) | (signature.short_text ? 1U : 0U);
  signature.lead = lead_of(page);
  return signature;
}

std::string encode_signature(const PageSignature& signature, const PageId& page) {
  std::string value;
  append_number(value, signature.bits[0]);
  append_number(value, signature.bits[1]);
  append_number(value, number_of(page));
  append_number(value, signature.lead.key);
  char sketch[sizeof signature.lead.sketch];
  std::memcpy(sketch, signature.lead.sketch.data(), sizeof sketch);
  value.append(sketch, sizeof sketch);
  return value;
}

std::string own_group(const PageSignature& signature) {
  std::string value;
  append_number(value, signature.bits[0] ^ signature.bits[1]);
  return value;
}

void SignatureTable::insert(std::uint32_t place, const Bits& bits) {
  if (links_.size() <= place) links_.resize(std::size_t{place} + 1);
  for (std::size_t block = 0; block < kBlocks; ++block) {
    const std::uint32_t second = std::exchange(heads_[chain(block, block_of(bits, block))], place);
    links_[place].next[block] = second;
    links_[place].previous[block] = kNone;
    if (second != kNone) links_[second].previous[block] = place;
  }
}

void SignatureTable::erase(std::uint32_t place, const Bits& bits) {
  for (std::size_t block = 0; block < kBlocks; ++block) {
    const std::uint32_t next = links_[place].next[block], previous = links_[place].previous[block];
    (previous == kNone ? heads_[chain(block, block_of(bits, block))] : links_[previous].next[block]) = next;
    if (next != kNone) links_[next].previous[block] = previous;
  }
}

void NearDuplicates::insert_links(std::uint32_t place) {
  const PageSignature& signature = entries_[place].signature;
  table_.insert(place, signature.bits);
  if (signature.lead.key != 0) by_lead_.emplace(signature.lead.key, place);
}

void NearDuplicates::erase_links(std::uint32_t place) {
  const PageSignature& signature = entries_[place].signature;
  table_.erase(place, signature.bits);
  const auto [begin, end] = by_lead_.equal_range(signature.lead.key);
  const auto own = std::find_if(begin, end, [&](const auto& known) { return known.second == place; });
  if (own != end) by_lead_.erase(own);
}

void NearDuplicates::put(const Entry& entry) {
  const auto [known, fresh] = by_page_.try_emplace(entry.page, static_cast<std::uint32_t>(entries_.size()));
  const std::uint32_t place = known->second;
  if (fresh) {
    entries_.push_back(entry);
  } else {
    erase_links(place);
    entries_[place] = entry;
  }
  insert_links(place);
}

void NearDuplicates::add(std::string_view signature, std::string_view group) {
  if (!is_signature(signature) || group.size() != kGroupBytes) return;
  put({signature_in(signature), number_at(signature, kSignatureBytes), number_at(group, 0)});
}

std::optional<std::uint32_t> NearDuplicates::nearest_text(const Entry& entry) const {
  static_assert(kMostBits <= SignatureTable::kMostBits);
  std::optional<std::uint32_t> best;
  unsigned looks = 0;
  int nearest = (entry.signature.short_text ? 0 : kMostBits) + 1;
  table_.visit_near(entry.signature.bits, [&](std::uint32_t place) {
    const Entry& other = entries_[place];
    const int apart = distance(entry.signature, other.signature);
    const bool alike = other.signature.short_text == entry.signature.short_text && other.page != entry.page;
    if (alike && (apart < nearest || (best && apart == nearest && place < *best))) {
      nearest = apart;
      best = place;
    }
    // Pages of the very same signature are of one group, but where there are more of them than looks.
    return nearest > 0 && ++looks < kMostLooks;
  });
  return best;
}

std::optional<std::uint32_t> NearDuplicates::most_alike_lead(const Entry& entry) const {
  std::optional<std::uint32_t> best;
  if (entry.signature.lead.key == 0) return best;
  int most = kLeastAlike;
  unsigned looks = 0;
  const auto [begin, end] = by_lead_.equal_range(entry.signature.lead.key);
  for (auto known = begin; known != end && ++looks <= kMostLooks; ++known) {
    const Entry& other = entries_[known->second];
    if (other.page == entry.page) continue;
    const bool both_long = !entry.signature.short_text && !other.signature.short_text;
    if (both_long && distance(entry.signature, other.signature) > kMostBitsBelow) continue;
    const int same = hashes_alike(entry.signature.lead, other.signature.lead);
    if (same < most || (best && same == most && known->second > *best)) continue;
    most = same;
    best = known->second;
  }
  return best;
}

std::string NearDuplicates::assign(std::string_view signature) {
  if (!is_signature(signature)) return {};
  Entry entry{signature_in(signature), number_at(signature, kSignatureBytes), 0};
  std::optional<std::uint32_t> near = nearest_text(entry);
  if (!near) near = most_alike_lead(entry);
  entry.group = near ? entries_[*near].group : number_at(own_group(entry.signature), 0);
  put(entry);
  std::string group;
  append_number(group, entry.group);
  return group;
}

void NearDuplicates::remove(const PageId& page) {
  const auto known = by_page_.find(number_of(page));
  if (known == by_page_.end()) return;
  const std::uint32_t hole = known->second;
  const auto last = static_cast<std::uint32_t>(entries_.size() - 1);
  by_page_.erase(known);
  erase_links(hole);
  if (hole != last) {
    erase_links(last);
    entries_[hole] = entries_[last];
    by_page_[entries_[hole].page] = hole;
    insert_links(hole);
  }
  entries_.pop_back();
}

}  // namespace izvor
