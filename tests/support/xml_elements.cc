#include "tests/support/xml_elements.h"

#include <expat.h>

#include <memory>
#include <stdexcept>

namespace izvor::testing {
namespace {

constexpr char kSeparator = '\n';  ///< Between namespace and local name.

struct Reading {
  std::vector<XmlElement> elements;
  std::vector<std::size_t> open;  ///< Numbers of the elements that are not closed.
};

void begin_element(void* data, const char* name, const char** attributes) {
  auto& reading = *static_cast<Reading*>(data);
  const std::string full(name);
  const auto border = full.find(kSeparator);
  XmlElement element;
  element.space = border == std::string::npos ? "" : full.substr(0, border);
  if (!reading.open.empty()) element.path = reading.elements[reading.open.back()].path + "/";
  element.path += border == std::string::npos ? full : full.substr(border + 1);
  for (; *attributes; attributes += 2) element.attributes[attributes[0]] = attributes[1];
  reading.open.push_back(reading.elements.size());
  reading.elements.push_back(std::move(element));
}

void end_element(void* data, const char*) { static_cast<Reading*>(data)->open.pop_back(); }

void add_text(void* data, const char* text, int length) {
  auto& reading = *static_cast<Reading*>(data);
  reading.elements[reading.open.back()].text.append(text, static_cast<std::size_t>(length));
}

}  // namespace

std::vector<XmlElement> xml_elements(std::string_view text) {
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
      XML_ParserCreateNS(nullptr, kSeparator), XML_ParserFree);
  Reading reading;
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), begin_element, end_element);
  XML_SetCharacterDataHandler(parser.get(), add_text);
  if (XML_Parse(parser.get(), text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_ERROR)
    throw std::runtime_error(std::string("not XML: ") + XML_ErrorString(XML_GetErrorCode(parser.get())) + " in line " +
                             std::to_string(XML_GetCurrentLineNumber(parser.get())));
  return std::move(reading.elements);
}

std::vector<std::string> texts_of(const std::vector<XmlElement>& elements, std::string_view path) {
  std::vector<std::string> texts;
  for (const XmlElement& element : elements)
    if (element.path == path) texts.push_back(element.text);
  return texts;
}

}  // namespace izvor::testing
