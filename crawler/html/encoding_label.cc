#include "crawler/html/encoding_label.h"

#include <array>
#include <cstddef>
#include <string>

#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

struct Encoding {
  std::string_view name;
  std::string_view labels;  ///< Each followed by a space.
};

constexpr std::array<Encoding, 37> kEncodings{{
    {"UTF-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 "},
    {"windows-1251", "windows-1251 cp1251 x-cp1251 "},
    {"windows-1252",
     "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1 l1 csisolatin1 "
     "us-ascii ascii ansi_x3.4-1968 cp819 ibm819 "},
    {"KOI8-R", "koi8-r koi koi8 koi8_r cskoi8r "},
    {"KOI8-U", "koi8-u koi8-ru "},
    {"ISO-8859-5", "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 cyrillic csisolatincyrillic "},
    {"IBM866", "ibm866 866 cp866 csibm866 "},
    {"x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian "},
    {"UTF-16LE", "utf-16 utf-16le ucs-2 csunicode unicode iso-10646-ucs-2 unicodefeff "},
    {"UTF-16BE", "utf-16be unicodefffe "},
    {"ISO-8859-2", "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 latin2 l2 csisolatin2 "},
    {"ISO-8859-3", "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 latin3 l3 csisolatin3 "},
    {"ISO-8859-4", "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 latin4 l4 csisolatin4 "},
    {"ISO-8859-6",
     "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-8859-6-e iso-8859-6-i iso-ir-127 arabic asmo-708 ecma-114 "
     "csisolatinarabic csiso88596e csiso88596i "},
    {"ISO-8859-7",
     "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 ecma-118 elot_928 sun_eu_greek "
     "csisolatingreek "},
    {"ISO-8859-8",
     "iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-8859-8-e iso-8859-8-i iso-ir-138 hebrew visual logical "
     "csisolatinhebrew csiso88598e csiso88598i "},
    {"ISO-8859-10", "iso-8859-10 iso8859-10 iso885910 iso-ir-157 latin6 l6 csisolatin6 "},
    {"ISO-8859-13", "iso-8859-13 iso8859-13 iso885913 "},
    {"ISO-8859-14", "iso-8859-14 iso8859-14 iso885914 "},
    {"ISO-8859-15", "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9 "},
    {"ISO-8859-16", "iso-8859-16 "},
    {"macintosh", "macintosh mac x-mac-roman csmacintosh "},
    {"windows-874", "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911 "},
    {"windows-1250", "windows-1250 cp1250 x-cp1250 "},
    {"windows-1253", "windows-1253 cp1253 x-cp1253 "},
    {"windows-1254",
     "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 latin5 l5 csisolatin5 "},
    {"windows-1255", "windows-1255 cp1255 x-cp1255 "},
    {"windows-1256", "windows-1256 cp1256 x-cp1256 "},
    {"windows-1257", "windows-1257 cp1257 x-cp1257 "},
    {"windows-1258", "windows-1258 cp1258 x-cp1258 "},
    {"gb18030", "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 csiso58gb231280 iso-ir-58 "},
    {"Big5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 "},
    {"EUC-JP", "euc-jp x-euc-jp cseucpkdfmtjapanese "},
    {"ISO-2022-JP", "iso-2022-jp csiso2022jp "},
    {"windows-31j", "shift_jis shift-jis sjis x-sjis ms932 ms_kanji windows-31j csshiftjis "},
    {"windows-949",
     "euc-kr windows-949 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 iso-ir-149 cseuckr csksc56011987 "},
    {"windows-1252", "x-user-defined "},
}};

constexpr std::size_t kPrescanBytes = 1024;

/// One attribute of a tag, as the prescan algorithm reads them: bytes, no character references.
struct RawAttribute {
  std::string name;
  std::string value;
};

/// Reads the next attribute at `at` inside a tag; false at the tag's end.
bool next_attribute(std::string_view text, std::size_t& at, RawAttribute& out) {
  while (at < text.size() && (ascii::is_space(text[at]) || text[at] == '/')) ++at;
  if (at >= text.size() || text[at] == '>') return false;
  const auto ends_name = [](char c) { return c == '=' || c == '>' || c == '/' || ascii::is_space(c); };
  const std::size_t name = at++;  // A leading "=" belongs to the name.
  while (at < text.size() && !ends_name(text[at])) ++at;
  out.name = ascii::lower(text.substr(name, at - name));
  out.value.clear();
  while (at < text.size() && ascii::is_space(text[at])) ++at;
  if (at >= text.size() || text[at] != '=') return true;
  ++at;
  while (at < text.size() && ascii::is_space(text[at])) ++at;
  if (at >= text.size()) return true;
  const char quote = text[at];
  if (quote == '"' || quote == '\'') {
    const std::size_t end = std::min(text.find(quote, at + 1), text.size());
    out.value = ascii::lower(text.substr(at + 1, end - at - 1));
    at = std::min(end + 1, text.size());
    return true;
  }
  const std::size_t begin = at;
  while (at < text.size() && text[at] != '>' && !ascii::is_space(text[at])) ++at;
  out.value = ascii::lower(text.substr(begin, at - begin));
  return true;
}

/// What one meta tag declares: the charset attribute, or http-equiv with content. UTF-16 cannot be true here: the prescan read
/// ASCII.
std::string_view encoding_of_meta_tag(std::string_view text, std::size_t& at) {
  bool is_content_type = false;
  std::string charset;
  std::string content;
  for (RawAttribute attribute; next_attribute(text, at, attribute);) {
    if (attribute.name == "http-equiv") is_content_type = attribute.value == "content-type";
    if (attribute.name == "charset" && charset.empty()) charset = attribute.value;
    if (attribute.name == "content" && content.empty()) content = attribute.value;
  }
  if (charset.empty() && is_content_type) charset = charset_parameter(content);
  const std::string_view encoding = encoding_of_label(charset);
  return encoding.starts_with("UTF-16") ? std::string_view("UTF-8") : encoding;
}

/// Steps over a tag that is not meta, so that quoted ">" do not end it.
void skip_tag(std::string_view text, std::size_t& at) {
  while (at < text.size() && !ascii::is_space(text[at]) && text[at] != '>') ++at;
  for (RawAttribute ignored; next_attribute(text, at, ignored);) {
  }
}

}  // namespace

std::string_view encoding_of_label(std::string_view label) {
  const std::string wanted = ascii::lower(ascii::trim(label)) + " ";
  if (wanted.size() == 1 || wanted.find(' ') + 1 != wanted.size()) return {};
  for (const Encoding& encoding : kEncodings) {
    const std::size_t at = encoding.labels.find(wanted);
    if (at == 0) return encoding.name;
    if (at != std::string_view::npos &&
        (" " + wanted).compare(0, std::string::npos, encoding.labels.substr(at - 1, wanted.size() + 1)) == 0)
      return encoding.name;
  }
  return {};
}

std::string_view charset_parameter(std::string_view content_type) {
  for (std::size_t at = 0; (at = ascii::find(content_type, "charset", at)) != std::string_view::npos;) {
    at += 7;
    while (at < content_type.size() && ascii::is_space(content_type[at])) ++at;
    if (at >= content_type.size() || content_type[at] != '=') continue;
    ++at;
    while (at < content_type.size() && ascii::is_space(content_type[at])) ++at;
    std::string_view value = content_type.substr(std::min(at, content_type.size()));
    if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
      const std::size_t end = value.find(value.front(), 1);
      return end == std::string_view::npos ? std::string_view() : value.substr(1, end - 1);
    }
    return ascii::trim(value.substr(0, value.find_first_of("; \t,")));
  }
  return {};
}

std::string_view encoding_of_meta(std::string_view body) {
  const std::string_view text = body.substr(0, kPrescanBytes);
  if (text.starts_with("<?xml")) {  // The standard's "xml encoding": only where nothing else speaks.
    const std::string_view declaration = text.substr(0, text.find('>'));
    if (const std::size_t at = declaration.find("encoding"); at != std::string_view::npos) {
      std::string_view value = ascii::trim(declaration.substr(at + 8));
      if (value.size() > 2 && value[0] == '=') value = ascii::trim(value.substr(1));
      if (value.size() > 2 && (value[0] == '"' || value[0] == '\'')) {
        const std::string_view name = encoding_of_label(value.substr(1, value.find(value[0], 1) - 1));
        if (!name.empty()) return name.starts_with("UTF-16") ? std::string_view("UTF-8") : name;
      }
    }
  }
  for (std::size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
    if (text.substr(at).starts_with("<!--")) {
      const std::size_t end = text.find("-->", at + 2);
      if (end == std::string_view::npos) return {};
      at = end + 3;
    } else if (ascii::starts_with(text.substr(at), "<meta") && at + 5 < text.size() &&
               (ascii::is_space(text[at + 5]) || text[at + 5] == '/')) {
      at += 5;
      if (const std::string_view found = encoding_of_meta_tag(text, at); !found.empty()) return found;
    } else if (at + 1 < text.size() && (ascii::is_alpha(text[at + 1]) || text[at + 1] == '/')) {
      ++at;
      skip_tag(text, at);
    } else {
      ++at;
    }
  }
  return {};
}

}  // namespace izvor
