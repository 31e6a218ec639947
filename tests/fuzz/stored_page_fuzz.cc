// A stored page of any bytes: it is refused, or all places are within its text and it comes out the same when it is stored
// again.
//
// The input: one byte, odd when the body is still to be packed (so that the fuzzer can change what is inside the zstd frame);
// two bytes, the size of the words, the lower byte first; the words; the document data, or the body of it.
#include <zstd.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/index/byte_codec.h"
#include "izvor/stored_page.h"
#include "tests/fuzz/fuzz_check.h"

namespace {

using izvor::StoredPage;
using izvor::WordMark;
using izvor::fuzz::demand;

std::string packed(std::string_view body) {
  // The format of today, so that a new one is fuzzed as well.
  static const char format = encode(StoredPage()).front();
  std::string out(1, format);
  izvor::append_varint(out, body.size());
  std::string frame(ZSTD_compressBound(body.size()), '\0');
  const std::size_t size = ZSTD_compress(frame.data(), frame.size(), body.data(), body.size(), 1);
  demand(ZSTD_isError(size) == 0U, "zstd packs any bytes");
  return out.append(frame, 0, size);
}

bool same_mark(const WordMark& a, const WordMark& b) {
  return a.begin == b.begin && a.end == b.end && a.word == b.word && a.same_place == b.same_place &&
         a.repaired_before == b.repaired_before;
}

void demand_same(const StoredPage& a, const StoredPage& b) {
  demand(a.id == b.id && a.sequence == b.sequence && a.url == b.url && a.title == b.title, "the same page");
  demand(a.topics == b.topics && a.published == b.published && a.modified == b.modified && a.fetched == b.fetched,
         "the same facts");
  demand(a.text == b.text && a.text_digest == b.text_digest, "the same text");
  demand(a.headings.size() == b.headings.size() && a.title_words == b.title_words, "the same headings and title");
  demand(a.marks.size() == b.marks.size(), "as many words");
  for (std::size_t i = 0; i < a.marks.size(); ++i) demand(same_mark(a.marks[i], b.marks[i]), "the same words");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view input = izvor::fuzz::view(bytes, size);
  if (input.size() < 3) return 0;
  const bool to_pack = (bytes[0] & 1U) != 0;
  const std::size_t words_size = bytes[1] + 256U * bytes[2];
  input.remove_prefix(3);
  const std::string_view words = input.substr(0, words_size);
  const std::string_view data = input.substr(words.size());
  izvor::StoredPageDecoder decoder;
  const auto page = decoder.decode(to_pack ? packed(data) : std::string(data), words);
  if (!page) return 0;
  for (const WordMark& mark : page->marks)
    demand(mark.begin <= mark.end && mark.end <= page->text.size(), "a word is within the text");
  const auto again = decoder.decode(encode(*page), encode_words(*page));
  demand(again.has_value(), "a page that was read can be stored");
  demand_same(*page, *again);
  return 0;
}
