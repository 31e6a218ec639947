#include "crawler/sitemap/xml_repair.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <new>
#include <utility>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kLookAhead = 40;  // The longest thing that is decided at once: a reference.
constexpr std::size_t kDeclarationBytes = 400;
constexpr std::size_t kPivot = 1024;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The value of encoding="…" in an XML declaration.
std::string declared_encoding(std::string_view beginning) {
  const auto begin = beginning.find("<?xml");
  if (begin == std::string_view::npos) return {};
  std::string_view declaration = beginning.substr(begin, kDeclarationBytes);
  declaration = declaration.substr(0, declaration.find("?>"));
  auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const auto end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return std::string(ascii::trim(declaration.substr(at + 1, end - at - 1)));
}

bool is_xml_character(std::uint32_t c) {
  return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// "#1079", "#x437"
bool is_number_reference(std::string_view name) {
  name.remove_prefix(1);
  const bool hex = name.starts_with('x');
  if (hex) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
  return error == std::errc() && end == name.data() + name.size() && is_xml_character(value);
}

bool is_predefined(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"amp", "lt", "gt", "quot", "apos"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool begins_name(char c) { return ascii::is_alpha(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80; }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

}  // namespace

void XmlRepair::Close::operator()(UConverter* converter) const { ucnv_close(converter); }

XmlRepair::XmlRepair(Take take) : take_(std::move(take)) {
  UErrorCode status = U_ZERO_ERROR;
  to_.reset(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) throw std::bad_alloc();
}
XmlRepair::~XmlRepair() = default;

bool XmlRepair::add(std::string_view piece) {
  if (!begun_) {
    find_encoding(piece);
    begun_ = true;
  }
  convert(piece, false);
  return scan(false);
}

bool XmlRepair::finish() {
  if (!begun_) return true;
  convert({}, true);
  return scan(true);
}

void XmlRepair::find_encoding(std::string_view beginning) {
  std::string name = declared_encoding(beginning);
  if (beginning.starts_with("\xFF\xFE"sv) || beginning.starts_with("<\0"sv)) name = "UTF-16LE";
  if (beginning.starts_with("\xFE\xFF"sv) || beginning.starts_with("\0<"sv)) name = "UTF-16BE";
  if (beginning.starts_with("\xEF\xBB\xBF")) name = "UTF-8";
  const bool is_wide = beginning.substr(0, 4).find('\0') != std::string_view::npos;
  // A declaration that can be read byte by byte is not in UTF-16, whatever it says.
  if (name.empty() || (!is_wide && ascii::starts_with(name, "utf-16") && !beginning.starts_with("\xFF\xFE"sv) &&
                       !beginning.starts_with("\xFE\xFF"sv))) {
    name = "UTF-8";
  }
  UErrorCode status = U_ZERO_ERROR;
  from_.reset(ucnv_open(name.c_str(), &status));
  if (U_SUCCESS(status)) return;
  repaired("an unknown encoding, read as UTF-8");
  status = U_ZERO_ERROR;
  from_.reset(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) throw std::bad_alloc();
}

void XmlRepair::convert(std::string_view bytes, bool last) {
  std::array<UChar, kPivot> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  std::array<char, 8192> buffer{};
  // Converts in one go what is there; a character that a piece ends in stays with the converter.
  while (true) {
    UErrorCode status = U_ZERO_ERROR;
    char* target = buffer.data();
    ucnv_convertEx(to_.get(), from_.get(), &target, buffer.data() + buffer.size(), &source, bytes.data() + bytes.size(),
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), 0, static_cast<UBool>(last),
                   &status);
    text_.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
  }
}

// Scans what is decided without the bytes that follow, and hands it on.
bool XmlRepair::scan(bool last) {
  while (at_ < text_.size() && (last || text_.size() - at_ > kLookAhead)) scan_one();
  text_.erase(0, at_);
  at_ = 0;
  const bool wanted = out_.empty() || take_(out_);
  out_.clear();
  return wanted;
}

void XmlRepair::scan_one() {
  switch (place_) {
    case Place::kComment:
      return scan_until("-->", false);
    case Place::kInstruction:
      return scan_until("?>", false);
    case Place::kCdata:
      return scan_until("]]>", true);
    case Place::kDeclaration:
      if (text_[at_] == '>') place_ = Place::kProlog;
      return copy(1);
    case Place::kProlog:
      if (text_[at_] == '<') return begin_markup();
      if (text_[at_] == '\n') return copy(1);
      at_ = std::min(text_.find_first_of("<\n", at_), text_.size());
      return;
    case Place::kText:
    case Place::kTag:
      return scan_content(text_[at_]);
  }
}

void XmlRepair::scan_content(char c) {
  if (c == '&') return scan_reference();
  if (c == '<') {
    if (place_ == Place::kText) return begin_markup();
    const bool begins_tag = at_ + 1 < text_.size() && (begins_name(text_[at_ + 1]) || text_[at_ + 1] == '/');
    if (quote_ != 0 && !begins_tag) {
      out_ += "&lt;";
      ++at_;
      return repaired("a bare < in an attribute");
    }
    quote_ = 0;  // A quote that was never closed: the parser finds the fault, and what follows is markup again.
  }
  if (is_control(c) || looks_at("\xEF\xBF\xBE") || looks_at("\xEF\xBF\xBF")) {
    out_ += ' ';
    at_ += is_control(c) ? 1U : 3U;
    return repaired("a character that XML does not allow");
  }
  if (looks_at(kReplacement)) {
    repaired("bytes that are not of the encoding");
    return copy(kReplacement.size());
  }
  if (place_ == Place::kTag) {
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '>') {
      place_ = Place::kText;
    }
  }
  copy(1);
}

void XmlRepair::begin_markup() {
  const std::string_view rest = std::string_view(text_).substr(at_);
  if (rest.starts_with("<!--")) {
    place_ = Place::kComment;
    at_ += 4;
  } else if (rest.starts_with("<?")) {
    place_ = Place::kInstruction;
    at_ += 2;
  } else if (place_ == Place::kProlog && rest.starts_with("<!")) {
    place_ = Place::kDeclaration;
    copy(2);
  } else if (rest.starts_with("<![CDATA[")) {
    place_ = Place::kCdata;
    copy(9);
  } else if (rest.size() > 1 && (begins_name(rest[1]) || rest[1] == '/')) {
    place_ = Place::kTag;
    out_has_root_ = true;
    quote_ = 0;
    copy(1);
  } else {
    ++at_;
    if (place_ == Place::kProlog) return;
    out_ += "&lt;";
    repaired("a bare <");
  }
}

void XmlRepair::scan_reference() {
  const std::string_view rest = std::string_view(text_).substr(at_ + 1, kLookAhead - 2);
  std::size_t size = rest.starts_with('#') ? 1 : 0;
  while (size < rest.size() && (ascii::is_alpha(rest[size]) || ascii::is_digit(rest[size]))) ++size;
  const std::string_view name = rest.substr(0, size);
  const bool ended = size < rest.size() && rest[size] == ';';
  if (ended && (is_predefined(name) || (name.starts_with('#') && is_number_reference(name)))) return copy(size + 2);
  if (ended && name == "nbsp") {
    out_ += "\xC2\xA0";
    at_ += size + 2;
    return repaired("&nbsp;, which XML does not know");
  }
  out_ += "&amp;";
  ++at_;
  repaired(ended ? "a reference that XML does not know" : "a bare &");
}

// Through the place's end, or what is there of it.
void XmlRepair::scan_until(std::string_view end, bool keep) {
  if (looks_at(end)) {
    place_ = out_has_root_ || keep ? Place::kText : Place::kProlog;
    if (keep) return copy(end.size());
    at_ += end.size();
    return;
  }
  const char c = text_[at_];
  if (c == '\n' || (keep && !is_control(c))) return copy(1);
  if (keep) out_ += ' ';
  ++at_;
}

bool XmlRepair::looks_at(std::string_view text) const { return std::string_view(text_).substr(at_).starts_with(text); }

void XmlRepair::copy(std::size_t size) {
  for (std::size_t end = at_ + size; at_ < end; ++at_) {
    line_ += text_[at_] == '\n' ? 1U : 0U;
    out_ += text_[at_];
  }
}

void XmlRepair::repaired(const char* what) {
  if (repairs_++ == 0) first_repair_ = "line " + std::to_string(line_) + ": " + what;
}

}  // namespace izvor
