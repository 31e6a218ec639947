#include "indexer/analysis/lemma_table.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <cstring>
#include <optional>
#include <utility>

namespace izvor {

namespace {

constexpr std::string_view kMagic = "IZVLEMMA";
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kSectionEntryBytes = 8;

template <class T>
T read_at(std::span<const std::byte> bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

}  // namespace

/// The file's bytes in memory, unmapped at the end.
class LemmaTable::Mapping {
 public:
  Mapping(const void* address, std::size_t size) : bytes_(static_cast<const std::byte*>(address), size) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size()); }

  static std::unique_ptr<Mapping> map(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return nullptr;
    struct stat status {};
    std::unique_ptr<Mapping> mapping;
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      const auto size = static_cast<std::size_t>(status.st_size);
      const void* address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
      if (address != MAP_FAILED) mapping = std::make_unique<Mapping>(address, size);
    }
    close(descriptor);
    return mapping;
  }

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

  /// A section as an array of T; nothing when it leaves the file.
  template <class T>
  [[nodiscard]] std::optional<std::span<const T>> section(Section number) const {
    const std::size_t entry = kHeaderBytes + number * kSectionEntryBytes;
    const std::size_t offset = read_at<std::uint32_t>(bytes_, entry);
    const std::size_t size = read_at<std::uint32_t>(bytes_, entry + 4);
    if (offset % 8 != 0 || size % sizeof(T) != 0 || offset > bytes_.size() || size > bytes_.size() - offset)
      return std::nullopt;
    return std::span<const T>(reinterpret_cast<const T*>(bytes_.data() + offset), size / sizeof(T));
  }

 private:
  std::span<const std::byte> bytes_;
};

LemmaTable::LemmaTable(std::unique_ptr<Mapping> mapping, std::uint64_t checksum)
    : mapping_(std::move(mapping)), checksum_(checksum) {}
LemmaTable::LemmaTable(LemmaTable&&) noexcept = default;
LemmaTable& LemmaTable::operator=(LemmaTable&&) noexcept = default;
LemmaTable::~LemmaTable() = default;

Result<LemmaTable> LemmaTable::open(const std::filesystem::path& file) {
  const std::string name = "lemma table " + file.string();
  const std::string remedy = "; build the target bulgarian_lemmas to make it anew";
  auto mapping = Mapping::map(file);
  if (!mapping) return fail(name + " cannot be read" + remedy);
  const auto bytes = mapping->bytes();
  if (bytes.size() < kHeaderBytes + kSectionCount * kSectionEntryBytes ||
      std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0) {
    return fail(name + " is not a lemma table" + remedy);
  }
  if (read_at<std::uint32_t>(bytes, 8) != kFormatVersion || read_at<std::uint32_t>(bytes, 12) != kSectionCount) {
    return fail(name + " is of another version than this program" + remedy);
  }
  const auto checksum = read_at<std::uint64_t>(bytes, 16);
  const auto content = bytes.subspan(kHeaderBytes);
  if (read_at<std::uint64_t>(bytes, 24) != bytes.size() || XXH3_64bits(content.data(), content.size()) != checksum) {
    return fail(name + " is damaged" + remedy);
  }
  LemmaTable table(std::move(mapping), checksum);
  if (auto bound = table.bind(name); !bound) return fail(bound.error().message + remedy);
  return table;
}

Result<void> LemmaTable::bind(const std::string& name) {
  const auto forms = mapping_->section<std::uint32_t>(kForms);
  const auto guesses = mapping_->section<std::uint32_t>(kGuesses);
  const auto families = mapping_->section<std::uint32_t>(kFamilies);
  const auto stops = mapping_->section<std::uint32_t>(kStops);
  const auto acronyms = mapping_->section<std::uint32_t>(kAcronyms);
  const auto sets = mapping_->section<std::uint16_t>(kSets);
  const auto rules = mapping_->section<EndingRule>(kRules);
  const auto endings = mapping_->section<char>(kEndings);
  if (!forms || !guesses || !families || !stops || !acronyms || !sets || !rules || !endings)
    return fail(name + " has sections outside it");
  forms_ = LetterAutomaton(*forms);
  guesses_ = LetterAutomaton(*guesses);
  families_ = LetterAutomaton(*families);
  stops_ = LetterAutomaton(*stops);
  acronyms_ = LetterAutomaton(*acronyms);
  for (const LetterAutomaton* automaton : {&forms_, &guesses_, &families_, &stops_, &acronyms_}) {
    if (!automaton->is_sound()) return fail(name + " is inconsistent");
  }
  sets_ = *sets;
  rules_ = *rules;
  endings_ = {endings->data(), endings->size()};
  return {};
}

RuleSet LemmaTable::lemmas_of(std::span<const Letter> form) const {
  const auto set = forms_.find(form);
  return set ? set_at(*set) : RuleSet{};
}

RuleSet LemmaTable::guess(std::span<const Letter> form) const {
  std::uint32_t state = guesses_.start();
  RuleSet best;
  for (std::size_t i = form.size(); i > 0; --i) {
    state = guesses_.next(state, form[i - 1]);
    if (state == 0) break;
    if (const auto set = guesses_.value(state)) best = set_at(*set);
  }
  return best;
}

RuleSet LemmaTable::root_of(std::span<const Letter> lemma) const {
  const auto set = families_.find(lemma);
  return set ? set_at(*set) : RuleSet{};
}

}  // namespace izvor
