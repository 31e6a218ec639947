// XmlRepair: XML as sites write it, made fit for a parser, piece by piece.
//
// The declared encoding, whichever ICU knows, becomes UTF-8, with U+FFFD for bad bytes; a bare "&" or "<" is escaped,
// "&nbsp;" becomes its character, control characters become spaces. The declaration, processing instructions, comments (a "--"
// in one is an error) and whatever stands before the first tag are left out, but for their line breaks. Correct XML comes out
// with the same content. Memory is bounded by the pieces. Belongs to one thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct UConverter;

namespace izvor {

class XmlRepair {
 public:
  /// Takes the text that comes out; false when no more is wanted.
  using Take = std::function<bool(std::string_view)>;
  explicit XmlRepair(Take take);
  ~XmlRepair();
  XmlRepair(const XmlRepair&) = delete;
  XmlRepair& operator=(const XmlRepair&) = delete;

  /// False when no more is wanted.
  bool add(std::string_view piece);
  /// The end: what was held back comes out.
  bool finish();

  [[nodiscard]] std::size_t repairs() const { return repairs_; }
  /// "line 3: a bare &"; empty when nothing was repaired.
  [[nodiscard]] const std::string& first_repair() const { return first_repair_; }

 private:
  enum class Place { kProlog, kText, kTag, kDeclaration, kComment, kCdata, kInstruction };
  struct Close {
    void operator()(UConverter* converter) const;
  };
  using Converter = std::unique_ptr<UConverter, Close>;

  void find_encoding(std::string_view beginning);
  void convert(std::string_view bytes, bool last);
  bool scan(bool last);
  void scan_one();
  void scan_content(char c);
  void begin_markup();
  void scan_reference();
  void scan_until(std::string_view end, bool keep);
  [[nodiscard]] bool looks_at(std::string_view text) const;
  void copy(std::size_t size);
  void repaired(const char* what);

  Take take_;
  Converter from_, to_;
  bool begun_ = false;
  Place place_ = Place::kProlog;
  bool out_has_root_ = false;  ///< The first tag is behind us.
  char quote_ = 0;        ///< In a tag: what ends the attribute's value.
  std::string text_;      ///< UTF-8, not scanned yet from `at_` on.
  std::size_t at_ = 0;
  std::string out_;
  std::size_t line_ = 1;
  std::size_t repairs_ = 0;
  std::string first_repair_;
};

}  // namespace izvor
